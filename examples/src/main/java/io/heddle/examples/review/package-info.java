/**
 * Tool calls that a person looks at, and may correct, before they are made.
 *
 * <p>May import the engine's public packages, {@code prebuilt} and {@code io.heddle.examples.model}. Start with
 * {@link io.heddle.examples.review.Review}.
 */
@NullMarked
package io.heddle.examples.review;

import org.jspecify.annotations.NullMarked;
