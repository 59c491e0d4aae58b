package io.heddle.step;

import io.heddle.api.RunId;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.List;

/** Events in the words of LangChain's callbacks, second version. Pure. */
public final class CallbackEvent {
    private CallbackEvent() {}

    /** A node begins. */
    public static JsonValue begun(RunId run, DueTask task, JsonValue origin, JsonValue input) {
        return of("on_chain_start", task.node(), task.id(), List.of(run.value()), origin, "input", input);
    }

    /** A node has ended. */
    public static JsonValue ended(RunId run, DueTask task, JsonValue origin, JsonValue output) {
        return of("on_chain_end", task.node(), task.id(), List.of(run.value()), origin, "output", output);
    }

    /** A model goes on in a message. */
    public static JsonValue streamed(RunId run, DueTask task, JsonValue origin, String message, JsonValue chunk) {
        return of(
                "on_chat_model_stream", task.node(), message, List.of(run.value(), task.id()), origin, "chunk", chunk);
    }

    /** Put together when somebody reads it. */
    private static JsonValue of(
            String event,
            String name,
            String id,
            List<String> parents,
            JsonValue origin,
            String member,
            JsonValue payload) {
        return JsonValue.deferred(() -> {
            JsonAssembly out = new JsonAssembly()
                    .openObject()
                    .member("event", event)
                    .member("name", name)
                    .member("run_id", id)
                    .name("parent_ids")
                    .openArray();
            parents.forEach(out::text);
            return out.closeArray()
                    .member("tags", JsonValue.EMPTY_ARRAY)
                    .member("metadata", origin)
                    .name("data")
                    .openObject()
                    .member(member, payload)
                    .closeObject()
                    .closeObject()
                    .bytes();
        });
    }
}
