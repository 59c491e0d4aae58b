/**
 * A graph in a graph in a graph, and a question in the innermost.
 *
 * <p>May import the engine's public packages, {@code prebuilt} and {@code io.heddle.examples.model}. Start with
 * {@link io.heddle.examples.nested.Nested}.
 */
@NullMarked
package io.heddle.examples.nested;

import org.jspecify.annotations.NullMarked;
