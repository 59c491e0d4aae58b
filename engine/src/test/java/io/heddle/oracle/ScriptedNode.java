package io.heddle.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.heddle.graph.Command;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeFunction;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeResult;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import io.heddle.graph.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node that does what its script says; {@code js/scripts.mjs} has its twin. */
record ScriptedNode(CaseGraph graph, String path, NodeKey<?> key, JsonNode behaviour, Stage stage)
        implements NodeFunction {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    /** What a script throws. */
    static final class ScriptedFailure extends Exception {
        private static final long serialVersionUID = 1;

        ScriptedFailure(String words) {
            super(words, null, false, false);
        }
    }

    @Override
    public NodeResult run(View view, NodeContext context) throws Exception {
        World world = world(view, context);
        JsonNode script = script(world);
        for (JsonNode question : script.path("interrupt")) {
            world.answers().add(context.interrupt(world.evaluate(question)).node());
        }
        try {
            if (script.has("fail")) {
                stage.awaitSiblings(context);
                throw new ScriptedFailure(script.get("fail").asText());
            }
            return outcome(script, world);
        } finally {
            stage.ended(path);
        }
    }

    private World world(View view, NodeContext context) {
        int run = stage.runs(path) + 1;
        return sent(context)
                .map(argument -> new World(NOTHING, argument, new ArrayList<>(), run))
                .orElseGet(() ->
                        new World(view.json().node(), JsonNodeFactory.instance.nullNode(), new ArrayList<>(), run));
    }

    private Optional<JsonNode> sent(NodeContext context) {
        return key.takesInput() ? Optional.of((JsonNode) context.input(key)) : Optional.empty();
    }

    private JsonNode script(World world) {
        if (behaviour.isArray()) {
            return behaviour.get(Math.min(world.run(), behaviour.size()) - 1);
        }
        return behaviour.has("when") ? world.pick(behaviour, NOTHING) : behaviour;
    }

    private NodeResult outcome(JsonNode script, World world) {
        if (script.has("parent")) {
            JsonNode parent = script.get("parent");
            CaseGraph around = graph.around();
            return new Command(writes(around, parent, world), around.targets(parent.path("goto"), world), true);
        }
        List<Write> writes = writes(graph, script, world);
        return script.has("goto")
                ? new Command(writes, graph.targets(script.get("goto"), world), false)
                : new Update(writes);
    }

    private static List<Write> writes(CaseGraph graph, JsonNode script, World world) {
        return graph.writes(world.evaluate(script.path("write")));
    }
}
