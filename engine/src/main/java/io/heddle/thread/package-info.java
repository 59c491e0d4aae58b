/**
 * A thread's life as commands, events and state: what may be asked of it, what can have happened to it, what follows.
 *
 * <p>Pure: imports {@code io.heddle.step}, {@code graph}, {@code api}, {@code json} and {@code collection}; no clock, no ids of its own making,
 * no user code. Start with {@link io.heddle.thread.ThreadDecider}.
 */
@NullMarked
package io.heddle.thread;

import org.jspecify.annotations.NullMarked;
