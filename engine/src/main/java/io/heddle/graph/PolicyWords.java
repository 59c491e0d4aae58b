package io.heddle.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a node is run, in words for those who look at the graph. Where it leads is drawn instead. */
final class PolicyWords {
    private final List<String> words = new ArrayList<>();

    private PolicyWords() {}

    static List<String> of(NodePolicy policy) {
        PolicyWords policies = new PolicyWords();
        if (policy.deferred()) {
            policies.words.add("deferred");
        }
        if (policy.mostAttempts() > 1) {
            policies.words.add("up to %d attempts".formatted(policy.mostAttempts()));
        }
        policies.limit("timeout", policy.timeouts().attempt());
        policies.limit("idle timeout", policy.timeouts().idle());
        policies.limit("heartbeat timeout", policy.timeouts().heartbeat());
        return policies.words;
    }

    private void limit(String name, @Nullable Duration limit) {
        if (limit != null) {
            words.add(name + " " + limit.toString().substring("PT".length()).toLowerCase(Locale.ROOT));
        }
    }
}
