/**
 * Writing a graph: channels, nodes, edges and routers, validated when the graph is built.
 *
 * <p>Pure: imports {@code io.heddle.api}, {@code json} and {@code collection}. Start with {@link io.heddle.graph.Graph}.
 */
@NullMarked
package io.heddle.graph;

import org.jspecify.annotations.NullMarked;
