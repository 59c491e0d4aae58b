package io.heddle.graph;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Combines every write into one value. The reducer is user code: it runs beside the nodes, and its result is what the
 * journal keeps.
 */
public sealed class FoldChannel<T> extends SingleChannel<T> permits MapChannel {
    private final BinaryOperator<T> reducer;

    FoldChannel(String name, TypedJson<T> json, T initial, BinaryOperator<T> reducer) {
        super(name, json, initial);
        this.reducer = reducer;
    }

    /** Combines {@code operand} into the value. */
    public final Write fold(T operand) {
        return new Write(this, written(json.encode(operand)));
    }

    /**
     * Sets the value without the reducer. What else is folded in the same superstep does not count; a second overwrite is an
     * error.
     */
    public final Write overwrite(T value) {
        return new Write(this, overwritten(json.encode(value)));
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
    public final ChannelChange decode(String path, JsonNode written) {
        JsonNode value = overwriting(written);
        return value == null ? super.decode(path, written) : overwritten(json.check(path, value));
    }

    @Override
    public final ChannelChange leading(@Nullable ChannelValue before, ChannelValue after) {
        return new ChannelChange.Assign(after.json());
    }

    @Override
    final ChannelChange written(JsonValue operand) {
        return new ChannelChange.Combine(List.of(operand));
    }

    private static ChannelChange overwritten(JsonValue value) {
        return new ChannelChange.Overwrite(new ChannelChange.Assign(value));
    }
}
