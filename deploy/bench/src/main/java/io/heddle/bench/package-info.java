/**
 * How fast Heddle is, as ratios to baselines that run in the same rounds on the same machine: {@code heddle bench}.
 *
 * <p>Start with {@link io.heddle.bench.Bench}. A {@link io.heddle.bench.Subject} is what takes turns: the engine in process,
 * over HTTP, and baselines on plain JDBC; {@link io.heddle.bench.Load} drives it, {@link io.heddle.bench.Meters} read what it
 * costs, a {@link io.heddle.bench.Workload} says which ratios are the rows of the report.
 */
@NullMarked
package io.heddle.bench;

import org.jspecify.annotations.NullMarked;
