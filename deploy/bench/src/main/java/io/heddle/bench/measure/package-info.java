/**
 * Measuring: {@link io.heddle.bench.measure.Load} drives a {@link io.heddle.bench.measure.Subject}, {@link
 * io.heddle.bench.measure.Meters} read what that costs, {@link io.heddle.bench.measure.Rounds} let several subjects take turns
 * and tell medians. Knows nothing of Heddle but its embedded PostgreSQL.
 */
@NullMarked
package io.heddle.bench.measure;

import org.jspecify.annotations.NullMarked;
