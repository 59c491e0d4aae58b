package io.heddle.api;

import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question that a node asks a human.
 *
 * @param id 32 lower-case hexadecimal digits, by which it is answered; the same at each reading
 * @param name its name within the node's visit; {@code #n} for the n-th plain interrupt
 * @param namespace the namespace of the node's graph, {@code ""} for the graph itself
 * @param node who asks
 * @param value what is asked
 * @param answer null while nobody has answered
 */
public record Interrupt(
        String id,
        String name,
        String namespace,
        String node,
        JsonValue value,
        @Nullable JsonValue answer) {
    /** Under this name states and updates tell of interrupts. */
    public static final String MEMBER = "__interrupt__";

    /** Whether it waits for an answer. */
    public boolean isOpen() {
        return answer == null;
    }

    /** Its form on the wire: {@code {"id", "value"}}. */
    public JsonValue json() {
        return new JsonAssembly()
                .openObject()
                .member("id", id)
                .member("value", value)
                .closeObject()
                .done();
    }

    /** A state, a JSON object, with interrupts beside its channels: how a reader is told that a run has paused. */
    public static JsonValue beside(JsonValue state, List<Interrupt> interrupts) {
        return JsonValue.deferred(() -> {
            JsonAssembly out = new JsonAssembly().openObject();
            JsonSlice.of(state).members().forEach((name, value) -> out.member(name, value.value()));
            return out.member(MEMBER, json(interrupts)).closeObject().bytes();
        });
    }

    /** An array of their forms on the wire. */
    public static JsonValue json(Iterable<Interrupt> interrupts) {
        JsonAssembly out = new JsonAssembly().openArray();
        interrupts.forEach(each -> out.value(each.json()));
        return out.closeArray().done();
    }
}
