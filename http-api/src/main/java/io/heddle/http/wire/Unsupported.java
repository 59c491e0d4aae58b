package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Fields that the protocol knows and this server does not carry out yet. A value that would change what happens is refused,
 * so that nobody believes it was obeyed; a value that asks for nothing is let through. One table a request.
 */
public record Unsupported(List<Rule> rules) {
    private static final Predicate<JsonNode> GIVEN = value -> !value.isNull();
    private static final Predicate<JsonNode> FILLED = value -> value.isContainerNode()
            ? !value.isEmpty()
            : !value.isNull() && !value.asText().isEmpty();

    /** Bodies that start a run. */
    public static final Unsupported RUN = new Unsupported(List.of(
            new Rule("after_seconds", value -> value.asDouble(1) > 0, "send the request when the run is due"),
            new Rule("durability", word("exit"), "use sync or async; each step is durable before it is shown"),
            new Rule("checkpoint_during", value -> value.isBoolean() && !value.booleanValue(), "leave it out"),
            new Rule("feedback_keys", FILLED, "leave it out"),
            new Rule("langsmith_tracer", FILLED, "leave it out"),
            new Rule("ttl", GIVEN, "delete the thread when it is no longer needed")));

    /** Bodies that start a run on a thread of the caller's. */
    public static final Unsupported RUN_ON_THREAD = new Unsupported(
            List.of(new Rule("on_completion", GIVEN, "start runs that leave no thread with POST /runs")));

    /** The body that puts an item of the store. */
    public static final Unsupported STORE_PUT = new Unsupported(List.of(new Rule(
            "index",
            value -> !(value.isBoolean() && !value.booleanValue()),
            "leave it out; every item can be found by the members of its value")));

    /** The body that searches the store. */
    public static final Unsupported STORE_SEARCH = new Unsupported(List.of(
            new Rule("query", FILLED, "search by meaning needs an index that this server does not have; use filter")));

    public Unsupported {
        rules = List.copyOf(rules);
    }

    /** Refuses the first field of the table that asks for something. */
    public void refuse(Fields body) {
        for (Rule rule : rules) {
            JsonNode found = body.any(rule.field());
            if (!found.isNull() && rule.matters().test(found)) {
                throw new ProblemException(
                        new Problem.Unsupported(body.path(rule.field()), Fields.describe(found), rule.instead()));
            }
        }
    }

    private static Predicate<JsonNode> word(String word) {
        return value -> word.equals(value.textValue());
    }

    /**
     * One field that is refused.
     *
     * @param matters whether a value, never null, would change what happens
     * @param instead what to do, as an imperative
     */
    public record Rule(String field, Predicate<JsonNode> matters, String instead) {}
}
