/**
 * Agents that hand a conversation over to each other.
 *
 * <p>May import the engine's public packages, {@code prebuilt} and {@code io.heddle.examples.model}. Start with
 * {@link io.heddle.examples.swarm.TravelDesk}.
 */
@NullMarked
package io.heddle.examples.swarm;

import org.jspecify.annotations.NullMarked;
