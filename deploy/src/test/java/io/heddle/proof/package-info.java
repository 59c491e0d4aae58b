/**
 * What Heddle claims, shown from outside: real HTTP on loopback, real actors, a real PostgreSQL that flushes to disk. Each
 * test class is one claim; what only needs the engine is proven beside the engine.
 */
@NullMarked
package io.heddle.proof;

import org.jspecify.annotations.NullMarked;
