/**
 * A third host of threads, beside the actor and the local engine: one thread's whole life out of one seed, with the real
 * decider, evolver, codecs, streams and task code, on one Java thread and without time, while owners die at every boundary
 * there is. For our own proofs and for the test kit.
 *
 * <p>Imports of the engine what hosts a thread without an actor and without a database: {@code local} and what that imports.
 * Start with {@link io.heddle.simulation.Life}.
 */
@NullMarked
package io.heddle.simulation;

import org.jspecify.annotations.NullMarked;
