/**
 * A flow that is driven one step at a time, with rules, a model and people.
 *
 * <p>May import the engine's public packages, {@code prebuilt} and {@code io.heddle.examples.model}. Start with
 * {@link io.heddle.examples.claims.Claims}.
 */
@NullMarked
package io.heddle.examples.claims;

import org.jspecify.annotations.NullMarked;
