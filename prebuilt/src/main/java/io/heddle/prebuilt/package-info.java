/**
 * Graphs that many programs begin with: an agent with tools, a supervisor with its workers, a swarm, a gate that people hold.
 *
 * <p>Ordinary graphs, written against the engine's public packages only and without any model library: a
 * {@link io.heddle.prebuilt.ChatModel} is an interface of one method. Start with {@link io.heddle.prebuilt.ToolAgent}.
 */
@NullMarked
package io.heddle.prebuilt;

import org.jspecify.annotations.NullMarked;
