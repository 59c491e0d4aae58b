/**
 * How fast Heddle is, as ratios to baselines that run in the same rounds on the same machine: {@code heddle bench}.
 *
 * <p>Start with {@link io.heddle.bench.Bench}: a {@link io.heddle.bench.Workload} makes its subjects, has them measured, and
 * says which ratios are the rows of the report. What is measured is in {@code subject}, how in {@code measure}, what comes of
 * it in {@code report}.
 */
@NullMarked
package io.heddle.bench;

import org.jspecify.annotations.NullMarked;
