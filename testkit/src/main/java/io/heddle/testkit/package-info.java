/**
 * How users test their graphs: run one in virtual time with a scripted model, try a single node, live through crashes by seed.
 *
 * <p>Imports the engine's public face ({@code api}, {@code graph}, {@code host}) and {@code simulation}; nothing of the engine imports it.
 */
@NullMarked
package io.heddle.testkit;

import org.jspecify.annotations.NullMarked;
