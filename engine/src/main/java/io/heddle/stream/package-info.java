/**
 * The live stream of a run: one numberer, a bounded ring, readers at their own pace.
 *
 * <p>Imports {@code io.heddle.api} only; JDK locks, no I/O. Start with {@link io.heddle.stream.RunStream}.
 */
@NullMarked
package io.heddle.stream;

import org.jspecify.annotations.NullMarked;
