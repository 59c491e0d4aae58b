package io.heddle.graph;

/**
 * How a task failed, for those who deal with it: the input of an error handler, an entry of a log of failures.
 *
 * @param node the node that failed
 * @param error a short name, usually the exception's class
 * @param message what it said
 * @param attempts how often it was tried
 */
public record Failure(String node, String error, String message, int attempts) {}
