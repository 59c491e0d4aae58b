/**
 * A model that uses tools, in a loop, until it needs no more of them.
 *
 * <p>May import the engine's public packages, {@code prebuilt} and {@code langchain4j}. Start with
 * {@link io.heddle.examples.agent.Agent}.
 */
@NullMarked
package io.heddle.examples.agent;

import org.jspecify.annotations.NullMarked;
