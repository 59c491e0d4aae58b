package io.heddle.graph;

/** What a node answers. */
public sealed interface NodeResult permits Update, Command {}
