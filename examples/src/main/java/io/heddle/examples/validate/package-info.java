/**
 * A question that is asked again until its answer makes sense.
 *
 * <p>May import the engine's public packages, {@code prebuilt} and {@code io.heddle.examples.model}. Start with
 * {@link io.heddle.examples.validate.Validate}.
 */
@NullMarked
package io.heddle.examples.validate;

import org.jspecify.annotations.NullMarked;
