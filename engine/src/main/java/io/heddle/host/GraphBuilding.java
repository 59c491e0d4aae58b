package io.heddle.host;

import io.heddle.graph.Graph;
import io.heddle.json.JsonValue;
import io.heddle.thread.ActiveRun;
import io.heddle.thread.Run;
import io.heddle.thread.RunSpec;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadState;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sees to it that the graphs of a thread which depend on what its runs are configured with are built before anything is decided
 * about those runs, and stay so: nobody has built them here when the thread comes from another machine, or back from its
 * journal. What cannot be built is tried once. Thread-safe; one for each thread.
 */
public final class GraphBuilding {
    private final Hosting hosting;
    private final Map<Wanted, Optional<Graph>> tried = new ConcurrentHashMap<>();

    private record Wanted(String graphId, JsonValue config) {
        static Wanted of(RunSpec spec) {
            return new Wanted(spec.graphId(), spec.config());
        }
    }

    public GraphBuilding(Hosting hosting) {
        this.hosting = hosting;
    }

    /** Builds what is missing and never fails; empty if nothing is. */
    public Optional<CompletableFuture<Void>> before(ThreadState state, Collection<ThreadCommand> commands) {
        if (!hosting.graphs().vary()) {
            return Optional.empty();
        }
        Set<Wanted> wanted = wanted(state, commands).filter(this::varies).collect(Collectors.toSet());
        tried.keySet().retainAll(wanted);
        CompletableFuture<?>[] missing = wanted.stream()
                .filter(each -> !tried.containsKey(each))
                .map(this::build)
                .toArray(CompletableFuture[]::new);
        return missing.length == 0 ? Optional.empty() : Optional.of(CompletableFuture.allOf(missing));
    }

    /** The graphs of runs that have not ended, of those that are asked for, and of the state as the last run left it. */
    private static Stream<Wanted> wanted(ThreadState state, Collection<ThreadCommand> commands) {
        Stream<Wanted> accepted = Stream.concat(
                        state.queue().stream(),
                        Stream.ofNullable(state.active()).map(ActiveRun::id))
                .map(state::run)
                .filter(Objects::nonNull)
                .map(Run::spec)
                .filter(Objects::nonNull)
                .map(Wanted::of);
        Stream<Wanted> asked = commands.stream()
                .filter(ThreadCommand.Start.class::isInstance)
                .map(start -> Wanted.of(((ThreadCommand.Start) start).spec()));
        String bound = state.boundGraph();
        Stream<Wanted> left = bound == null ? Stream.empty() : Stream.of(new Wanted(bound, state.config()));
        return Stream.of(accepted, asked, left).flatMap(each -> each);
    }

    private boolean varies(Wanted wanted) {
        return hosting.graphs().find(wanted.graphId()).filter(Graph::varies).isPresent();
    }

    private CompletableFuture<Void> build(Wanted wanted) {
        return hosting.userCode()
                .run(
                        "build " + wanted.graphId(),
                        () -> hosting.graphs()
                                .find(wanted.graphId())
                                .orElseThrow()
                                .configured(wanted.config()))
                .handle((built, thrown) -> {
                    tried.put(wanted, Optional.ofNullable(built));
                    return null;
                });
    }
}
