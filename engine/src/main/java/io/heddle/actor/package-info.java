/**
 * Pekko lives here, and only as hosting: one persistent, sharded actor a thread. No rule of a thread's life is in this
 * package; it asks {@code io.heddle.thread}.
 *
 * <p>Imports {@code host}, {@code task}, {@code stream}, {@code codec}, {@code thread} and below. Start with
 * {@link io.heddle.actor.ThreadActor}.
 */
@NullMarked
package io.heddle.actor;

import org.jspecify.annotations.NullMarked;
