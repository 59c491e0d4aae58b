package io.heddle.node;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What clients were told, to be held against what is there in the end. Thread-safe. */
final class Ledger {
    /** Markers whose turn was answered: there, once, with its reply. By thread. */
    private final Map<String, Set<String>> answered = new ConcurrentHashMap<>();

    /** Markers whose turn was accepted: there in the end, once, with its reply. */
    private final Map<String, Set<String>> accepted = new ConcurrentHashMap<>();

    /** Markers whose request broke off: there once or not at all. */
    private final Map<String, Set<String>> unknown = new ConcurrentHashMap<>();

    void answered(String thread, String marker) {
        put(answered, thread, marker);
    }

    void accepted(String thread, String marker) {
        put(accepted, thread, marker);
    }

    void unknown(String thread, String marker) {
        put(unknown, thread, marker);
    }

    int answered() {
        return size(answered);
    }

    int accepted() {
        return size(accepted);
    }

    int unknown() {
        return size(unknown);
    }

    /** Every way in which the conversation differs from what was told. */
    void compare(String thread, List<Client.Said> conversation, List<String> faults) {
        Map<String, Integer> times = new ConcurrentHashMap<>();
        for (int i = 0; i < conversation.size(); i++) {
            Client.Said said = conversation.get(i);
            if (said.who().equals("human")) {
                times.merge(said.text(), 1, Integer::sum);
                boolean replied = i + 1 < conversation.size()
                        && conversation.get(i + 1).who().equals("ai")
                        && conversation.get(i + 1).text().contains(said.text());
                if (!replied) {
                    faults.add("%s: %s has no reply".formatted(thread, said.text()));
                }
            }
        }
        for (Map<String, Set<String>> kind : List.of(answered, accepted)) {
            for (String marker : kind.getOrDefault(thread, Set.of())) {
                if (times.getOrDefault(marker, 0) != 1) {
                    faults.add("%s: %s is there %d times, not once"
                            .formatted(thread, marker, times.getOrDefault(marker, 0)));
                }
            }
        }
        times.forEach((marker, count) -> {
            if (count > 1) {
                faults.add("%s: %s is there %d times".formatted(thread, marker, count));
            }
        });
    }

    private static void put(Map<String, Set<String>> kind, String thread, String marker) {
        kind.computeIfAbsent(thread, none -> ConcurrentHashMap.newKeySet()).add(marker);
    }

    private static int size(Map<String, Set<String>> kind) {
        return kind.values().stream().mapToInt(Set::size).sum();
    }
}
