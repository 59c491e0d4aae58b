/**
 * The engine in one JVM, without actors and without a database: quick start, test kit, and the proof that the middle is pure.
 *
 * <p>Imports {@code host}, {@code task}, {@code codec} and below. Start with {@link io.heddle.local.LocalEngine}.
 */
@NullMarked
package io.heddle.local;

import org.jspecify.annotations.NullMarked;
