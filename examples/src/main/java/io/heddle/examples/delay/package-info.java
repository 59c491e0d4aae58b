/**
 * A graph that takes its time: for trying what happens to a busy thread.
 *
 * <p>May import the engine's public packages. Start with {@link io.heddle.examples.delay.Delay}.
 */
@NullMarked
package io.heddle.examples.delay;

import org.jspecify.annotations.NullMarked;
