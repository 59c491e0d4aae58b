/**
 * Wires everything into an engine: actors, journal, read side, waker. Readable from top to bottom.
 *
 * <p>Imports all of the engine. Start with {@link io.heddle.runtime.HeddleRuntime}.
 */
@NullMarked
package io.heddle.runtime;

import org.jspecify.annotations.NullMarked;
