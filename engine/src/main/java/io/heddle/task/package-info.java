/**
 * Running user code safely: nodes, routers and reducers on virtual threads, never on an actor, never in replay.
 *
 * <p>Imports {@code step}, {@code graph}, {@code thread}, {@code api}, {@code json}, {@code collection}; JDK threads, no I/O. Start with
 * {@link io.heddle.task.TaskRunner}.
 */
@NullMarked
package io.heddle.task;

import org.jspecify.annotations.NullMarked;
