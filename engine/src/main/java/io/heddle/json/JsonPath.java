package io.heddle.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A way from a document to one value in it: names of members between dots, places of elements in brackets, those from the end
 * counted by negative numbers: {@code messages[-1].content}. Immutable.
 */
public final class JsonPath {
    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[(-?\\d{1,9})]");

    private final List<Step> steps;

    private JsonPath(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    private sealed interface Step {
        record Member(String name) implements Step {}

        record Element(int place) implements Step {}
    }

    /** Reads a path; empty if the text is none. */
    public static Optional<JsonPath> of(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = 0;
        while (at < text.length()) {
            boolean dotted = text.charAt(at) == '.';
            if (!step.find(at) || step.start() != at) {
                return Optional.empty();
            }
            String name = step.group(1);
            if (name != null && dotted == steps.isEmpty()) {
                return Optional.empty();
            }
            steps.add(name == null ? new Step.Element(Integer.parseInt(step.group(2))) : new Step.Member(name));
            at = step.end();
        }
        return steps.isEmpty() || steps.getFirst() instanceof Step.Element
                ? Optional.empty()
                : Optional.of(new JsonPath(steps));
    }

    /** The member of the whole document that it leads into. */
    public String root() {
        return steps.getFirst() instanceof Step.Member root ? root.name() : "";
    }

    /** What it leads to from the value of its {@link #root}; null if there is nothing. */
    public @Nullable JsonValue within(JsonValue root) {
        JsonSlice at = JsonSlice.of(root);
        for (Step step : steps.subList(1, steps.size())) {
            JsonSlice next = switch (step) {
                case Step.Member member -> at.isObject() ? at.members().get(member.name()) : null;
                case Step.Element element -> at.isArray() ? element(at.elements(), element.place()) : null;
            };
            if (next == null) {
                return null;
            }
            at = next;
        }
        return steps.size() == 1 ? root : at.value();
    }

    private static @Nullable JsonSlice element(List<JsonSlice> elements, int place) {
        int at = place < 0 ? elements.size() + place : place;
        return at >= 0 && at < elements.size() ? elements.get(at) : null;
    }
}
