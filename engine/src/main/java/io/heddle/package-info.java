/**
 * Heddle's typed face: how a Java program opens an engine and talks to its threads.
 *
 * <p>May import the public packages only: {@code json}, {@code api}, {@code graph}, {@code local}, {@code runtime}.
 * {@code ArchitectureTest} holds the import rules of every package below this one.
 */
@NullMarked
package io.heddle;

import org.jspecify.annotations.NullMarked;
