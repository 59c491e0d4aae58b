/**
 * What surrounds a thread's decider, whichever engine hosts it: numbering its stream, carrying out effects, waking waiters.
 *
 * <p>Imports {@code task}, {@code stream}, {@code thread} and below; JDK threads, no I/O, no actors. Start with
 * {@link io.heddle.host.LiveThread}.
 */
@NullMarked
package io.heddle.host;

import org.jspecify.annotations.NullMarked;
