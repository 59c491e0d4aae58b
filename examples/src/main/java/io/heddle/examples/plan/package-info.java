/**
 * A plan that is carried out step by step and looked at again after each.
 *
 * <p>May import the engine's public packages, {@code prebuilt} and {@code io.heddle.examples.model}. Start with
 * {@link io.heddle.examples.plan.PlanAndExecute}.
 */
@NullMarked
package io.heddle.examples.plan;

import org.jspecify.annotations.NullMarked;
