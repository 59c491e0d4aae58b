package io.heddle.prebuilt;

import io.heddle.graph.Command;
import io.heddle.graph.NodeKey;

/**
 * What a model may ask for to leave the conversation to somebody else.
 *
 * @param spec what it is told
 * @param answer what it reads as the tool's answer
 * @param command where that leads, seen from the agent's graph
 */
public record Handoff(ToolSpec spec, String answer, Command command) {
    /**
     * The graph around the agent goes on at {@code node}, a node of its own.
     *
     * @param when told to the model: when to leave the conversation to that node
     */
    public static Handoff inParent(NodeKey<?> node, String when) {
        return of(node, when, Command.goToInParent(node));
    }

    static Handoff of(NodeKey<?> node, String when, Command command) {
        return new Handoff(
                ToolSpec.of("transfer_to_" + node.name().replace('.', '_'), when),
                "Transferred to " + node.name(),
                command);
    }
}
