/**
 * A model that leads others.
 *
 * <p>May import the engine's public packages, {@code prebuilt} and {@code io.heddle.examples.model}. Start with
 * {@link io.heddle.examples.supervisor.Newsroom}.
 */
@NullMarked
package io.heddle.examples.supervisor;

import org.jspecify.annotations.NullMarked;
