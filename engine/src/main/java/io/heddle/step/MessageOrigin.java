package io.heddle.step;

import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;

/** Where a streamed message comes from, in the words that LangGraph clients look for. */
public final class MessageOrigin {
    private MessageOrigin() {}

    /**
     * @param graph the namespace of the node's graph
     */
    public static JsonValue of(ThreadKey thread, RunId run, String graph, String node, String task, int step) {
        String namespace = (graph.isEmpty() ? "" : graph + "|") + node + ":" + task;
        return new JsonAssembly()
                .openObject()
                .member("langgraph_node", node)
                .member("langgraph_step", step)
                .member("langgraph_checkpoint_ns", namespace)
                .member("checkpoint_ns", namespace)
                .name("langgraph_triggers")
                .openArray()
                .text("branch:to:" + node)
                .closeArray()
                .name("langgraph_path")
                .openArray()
                .text("__pregel_pull")
                .text(node)
                .closeArray()
                .member("thread_id", thread.thread().value())
                .member("run_id", run.value())
                .closeObject()
                .done();
    }
}
