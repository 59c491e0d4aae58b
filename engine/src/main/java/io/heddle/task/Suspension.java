package io.heddle.task;

/** Leaves a node that waits for an answer. An {@code Error}, so that no {@code catch (Exception)} of a node's holds it up. */
final class Suspension extends Error {
    Suspension() {
        super("the node waits for an answer; let this pass", null, false, false);
    }
}
