/**
 * A fan-out over as many items as there are, with failures collected.
 *
 * <p>May import the engine's public packages, {@code prebuilt} and {@code io.heddle.examples.model}. Start with
 * {@link io.heddle.examples.mapreduce.MapReduce}.
 */
@NullMarked
package io.heddle.examples.mapreduce;

import org.jspecify.annotations.NullMarked;
