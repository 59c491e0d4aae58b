/**
 * LangGraph's thread-centric protocol (section 12 of the protocol's description): what a thread's stream events are called
 * there, and the commands that come back.
 *
 * <p>Everything but {@link io.heddle.http.v2.ThreadEvents} and {@link io.heddle.http.v2.Commands} is pure. Start with
 * {@link io.heddle.http.v2.Projection}.
 */
@NullMarked
package io.heddle.http.v2;

import org.jspecify.annotations.NullMarked;
