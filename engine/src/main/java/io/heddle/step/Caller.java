package io.heddle.step;

/** The task that a subgraph runs for, by its visit. */
public record Caller(String namespace, String visit) {}
