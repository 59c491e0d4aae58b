/**
 * Persistent collections: a change makes a new one that shares most of its memory with the old one. They are Scala's, which come
 * with Pekko anyway, behind the faces of {@link java.util.List} and {@link java.util.Map}; nobody else needs to know Scala's.
 *
 * <p>May import nothing of ours.
 */
@NullMarked
package io.heddle.collection;

import org.jspecify.annotations.NullMarked;
