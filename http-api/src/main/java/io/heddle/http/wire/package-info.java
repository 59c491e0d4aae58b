/**
 * The JSON contract of LangGraph's Agent Server: what requests may say, and the exact shape of every reply.
 *
 * <p>Requests are read through {@link io.heddle.http.wire.Fields}; replies are put together from encoded parts, so that a
 * stored message is never parsed again. One class a resource.
 */
@NullMarked
package io.heddle.http.wire;

import org.jspecify.annotations.NullMarked;
