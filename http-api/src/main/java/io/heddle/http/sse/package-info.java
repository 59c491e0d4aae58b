/**
 * Replies that stay open: event streams and waiting replies, what keeps them alive, and what happens when their reader goes.
 *
 * <p>Start with {@link io.heddle.http.sse.LiveReplies}.
 */
@NullMarked
package io.heddle.http.sse;

import org.jspecify.annotations.NullMarked;
