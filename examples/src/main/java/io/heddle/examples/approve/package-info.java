/**
 * A question in front of something that cannot be undone.
 *
 * <p>May import the engine's public packages, {@code prebuilt} and {@code io.heddle.examples.model}. Start with
 * {@link io.heddle.examples.approve.Approve}.
 */
@NullMarked
package io.heddle.examples.approve;

import org.jspecify.annotations.NullMarked;
