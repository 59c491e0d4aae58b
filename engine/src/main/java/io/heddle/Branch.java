package io.heddle;

import io.heddle.api.CheckpointId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A state and what has become of it: several things, if the thread went back and on another way. Immutable.
 *
 * @param next the states made from it, oldest first
 */
public record Branch(PastState at, List<Branch> next) {
    public Branch {
        next = List.copyOf(next);
    }

    /** How many states there are from here on, this one included. */
    public int size() {
        return 1 + next.stream().mapToInt(Branch::size).sum();
    }

    /** The states at which its ways end, one for each branch, oldest first. */
    public List<PastState> heads() {
        return next.isEmpty()
                ? List.of(at)
                : next.stream().flatMap(branch -> branch.heads().stream()).toList();
    }

    /** The trees that a history, in any order, makes; one for each state whose parent is not in it. */
    static List<Branch> of(List<PastState> history) {
        List<PastState> newestFirst = history.stream()
                .sorted(Comparator.comparing(PastState::id).reversed())
                .toList();
        Map<CheckpointId, List<Branch>> children = new HashMap<>();
        Set<CheckpointId> known = newestFirst.stream().map(PastState::id).collect(Collectors.toSet());
        List<Branch> roots = new ArrayList<>();
        for (PastState state : newestFirst) {
            Branch branch = new Branch(
                    state, children.getOrDefault(state.id(), List.of()).reversed());
            List<Branch> siblings = state.parent()
                    .filter(known::contains)
                    .map(parent -> children.computeIfAbsent(parent, id -> new ArrayList<>()))
                    .orElse(roots);
            siblings.add(branch);
        }
        return roots.reversed();
    }
}
