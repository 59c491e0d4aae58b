package io.heddle.prebuilt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a model may ask for, by name: tools and handoffs. Immutable. */
final class Toolbox {
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Map<String, Handoff> handoffs = new LinkedHashMap<>();
    private final List<ToolSpec> specs = new ArrayList<>();

    /** @throws IllegalArgumentException if two of them have one name */
    Toolbox(Collection<Tool> tools, Collection<Handoff> handoffs) {
        for (Tool tool : tools) {
            add(tool.spec());
            this.tools.put(tool.spec().name(), tool);
        }
        for (Handoff handoff : handoffs) {
            add(handoff.spec());
            this.handoffs.put(handoff.spec().name(), handoff);
        }
    }

    List<ToolSpec> specs() {
        return specs;
    }

    List<String> names() {
        return specs.stream().map(ToolSpec::name).toList();
    }

    @Nullable
    Tool tool(String name) {
        return tools.get(name);
    }

    @Nullable
    Handoff handoff(String name) {
        return handoffs.get(name);
    }

    boolean hasHandoffs() {
        return !handoffs.isEmpty();
    }

    private void add(ToolSpec spec) {
        if (names().contains(spec.name())) {
            throw new IllegalArgumentException(
                    "two tools are named %s; a model could not tell them apart: rename one".formatted(spec.name()));
        }
        specs.add(spec);
    }
}
