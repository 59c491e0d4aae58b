/**
 * The superstep as functions of values: what is due, what became of it, what follows.
 *
 * <p>Pure: imports {@code io.heddle.graph}, {@code api}, {@code json} and {@code collection}. Start with {@link io.heddle.step.Stepper}.
 */
@NullMarked
package io.heddle.step;

import org.jspecify.annotations.NullMarked;
