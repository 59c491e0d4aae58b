/**
 * What a bench tells: {@link io.heddle.bench.report.Row rows} that are held against goals, {@link
 * io.heddle.bench.report.Figure figures} that are not, {@link io.heddle.bench.report.Curve curves}; as a table, as JSON, as
 * SVG. Values only.
 */
@NullMarked
package io.heddle.bench.report;

import org.jspecify.annotations.NullMarked;
