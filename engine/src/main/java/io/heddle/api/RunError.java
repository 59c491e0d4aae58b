package io.heddle.api;

/**
 * Why a run failed, as its users see it.
 *
 * @param name the kind, for example {@code GraphRecursionError} or the simple class name of what a node threw
 * @param message one sentence that names node or channel
 */
public record RunError(String name, String message) {}
