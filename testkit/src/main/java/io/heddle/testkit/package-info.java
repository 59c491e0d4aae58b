/**
 * How users test their graphs: run one in virtual time with a scripted model, try a single node, live through crashes by seed.
 *
 * <p>A host of threads beside the engine's own: imports what {@code local} imports, and {@code simulation}; nothing of the
 * engine imports it. Start with {@link io.heddle.testkit.GraphTester}.
 */
@NullMarked
package io.heddle.testkit;

import org.jspecify.annotations.NullMarked;
