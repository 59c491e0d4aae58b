package io.heddle.graph;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.json.Json;
import io.heddle.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says who of some named parties has arrived. It stays complete, and arriving again changes nothing, until it is reset for
 * another round.
 */
public final class BarrierChannel<P> extends Channel<Arrivals<P>> {
    private static final JavaType TYPE = Json.mapper().constructType(String.class);

    private final Map<String, P> parties = new LinkedHashMap<>();
    private final Function<P, String> named;

    BarrierChannel(String name, List<P> parties, Function<P, String> named) {
        super(name);
        this.named = named;
        parties.forEach(party -> this.parties.put(named.apply(party), party));
        if (parties.isEmpty() || this.parties.size() < parties.size()) {
            throw new IllegalArgumentException(
                    "barrier %s of %s: expected at least one party, and none twice".formatted(name, parties));
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Write arrive(P... arriving) {
        List<String> names = Arrays.stream(arriving).map(named).toList();
        names.stream().filter(party -> !parties.containsKey(party)).findFirst().ifPresent(stranger -> {
            throw new IllegalArgumentException("barrier %s knows no party %s; its parties are %s"
                    .formatted(name(), stranger, String.join(", ", parties.keySet())));
        });
        return new Write(this, new ChannelChange.Arrive(names));
    }

    /** Begins another round: nobody has arrived. An arrival in the same superstep does not count. */
    public Write reset() {
        return new Write(this, new ChannelChange.Overwrite(new ChannelChange.Arrive(List.of())));
    }

    @Override
    public ChannelValue initial() {
        return ChannelValue.Arrived.NOBODY;
    }

    @Override
    Arrivals<P> read(ChannelValue stored) {
        Set<P> arrived = new LinkedHashSet<>();
        Set<P> missing = new LinkedHashSet<>(parties.values());
        names(stored).forEach(name -> {
            P party = parties.get(name);
            if (party != null && missing.remove(party)) {
                arrived.add(party);
            }
        });
        return new Arrivals<>(arrived, missing);
    }

    @Override
    public ChannelChange decode(String path, JsonNode written) {
        JsonNode anew = overwriting(written);
        return anew == null
                ? new ChannelChange.Arrive(checked(path, written))
                : new ChannelChange.Overwrite(new ChannelChange.Arrive(checked(path, anew)));
    }

    /** An arrival of those who are there now, after a reset if somebody is no longer. */
    @Override
    public ChannelChange leading(@Nullable ChannelValue before, ChannelValue after) {
        List<String> there = names(after);
        ChannelChange.Arrive arrive = new ChannelChange.Arrive(there);
        return before == null || there.containsAll(names(before)) ? arrive : new ChannelChange.Overwrite(arrive);
    }

    private static List<String> names(ChannelValue arrived) {
        return arrived.elements().stream()
                .map(JsonValue::node)
                .map(JsonNode::textValue)
                .toList();
    }

    @Override
    ChannelValue restore(JsonNode shown) {
        List<String> arrived = new ArrayList<>();
        shown.forEach(party -> arrived.add(party.asText()));
        return new ChannelValue.Arrived(arrived);
    }

    @Override
    ObjectNode schema(TypeSchemas types) {
        ObjectNode party = JsonNodeFactory.instance.objectNode();
        parties.keySet().forEach(party.putArray("enum")::add);
        return types.listOf(party).put("uniqueItems", true);
    }

    @Override
    public JavaType type() {
        return TYPE;
    }

    /** A single name stands for a list of one. */
    private List<String> checked(String path, JsonNode written) {
        List<String> names = new ArrayList<>();
        for (JsonNode each : written.isArray() ? written : List.of(written)) {
            if (!each.isTextual() || !parties.containsKey(each.textValue())) {
                throw new ProblemException(new Problem.InvalidRequest(
                        path, each.toString(), "a party of the barrier: " + String.join(", ", parties.keySet())));
            }
            names.add(each.textValue());
        }
        return names;
    }
}
