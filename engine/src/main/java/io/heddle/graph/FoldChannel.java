package io.heddle.graph;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Combines every write into one value. The reducer is user code: it runs beside the nodes, and its result is what the
 * journal keeps.
 */
public final class FoldChannel<T> extends Channel<T> {
    private final TypedJson<T> json;
    private final ChannelValue initial;
    private final BinaryOperator<T> reducer;

    FoldChannel(String name, TypedJson<T> json, T initial, BinaryOperator<T> reducer) {
        super(name);
        this.json = json;
        this.initial = new ChannelValue.Single(json.encode(initial));
        this.reducer = reducer;
    }

    /** Combines {@code operand} into the value. */
    public Write fold(T operand) {
        return new Write(this, new ChannelChange.Combine(List.of(json.encode(operand))));
    }

    /** Runs the reducer over {@code operands} in order; user code, so never on an actor and never in replay. */
    public JsonValue reduce(ChannelValue current, List<JsonValue> operands) {
        T value = read(current);
        for (JsonValue operand : operands) {
            value = reducer.apply(value, json.decode(operand));
        }
        return json.encode(value);
    }

    @Override
    public ChannelValue initial() {
        return initial;
    }

    @Override
    T read(ChannelValue stored) {
        return json.decode(stored.json());
    }

    @Override
    public ChannelChange decode(String path, JsonNode written) {
        return new ChannelChange.Combine(List.of(json.check(path, written)));
    }

    @Override
    public JsonValue shown(ChannelChange change) {
        List<JsonValue> operands = change instanceof ChannelChange.Combine combine ? combine.operands() : List.of();
        return operands.size() == 1
                ? operands.getFirst()
                : new JsonAssembly().openArray().members(operands).closeArray().done();
    }

    @Override
    ChannelValue restore(JsonNode shown) {
        return new ChannelValue.Single(JsonValue.of(shown));
    }

    @Override
    public JavaType type() {
        return json.type();
    }
}
