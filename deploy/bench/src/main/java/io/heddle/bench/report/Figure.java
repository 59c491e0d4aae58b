package io.heddle.bench.report;

/** Something measured that has no goal of its own, such as rows per commit. */
public record Figure(String workload, String what, double value, String unit) {}
