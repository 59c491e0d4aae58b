package io.heddle.contract;

import static io.heddle.contract.FlowGraphs.TRAIL;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.heddle.api.StoreQuery;
import io.heddle.graph.Call;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeStore;
import io.heddle.graph.StoreKey;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Graphs whose nodes remember across threads. */
final class StoreGraphs {
    /** What is known of a user. */
    record Profile(String name, int visits) {}

    static final StoreKey<Profile> PROFILE = StoreKey.of("profile", Profile.class);
    static final ValueChannel<String> USER = Channel.value("user", String.class);

    static final NodeKey<Void> GREET = NodeKey.of("greet");
    static final NodeKey<Void> LATE = NodeKey.of("late");

    private static final Call<Integer> COUNTED = Call.of("counted", Integer.class);

    private StoreGraphs() {}

    /** Counts a user's visits over all threads. */
    static final Graph GREETER = Graph.define(
            "greeter",
            1,
            g -> g.channels(TRAIL, USER)
                    .node(GREET, (state, context) -> {
                        NodeStore users = context.store().in("users");
                        NodeStore user = users.in(state.get(USER));
                        int visits = context.once(
                                COUNTED,
                                () -> user.get(PROFILE).map(Profile::visits).orElse(0) + 1);
                        user.put(PROFILE, new Profile(state.get(USER), visits));
                        List<String> known =
                                users.search(StoreQuery.ALL.where(Map.of("visits", Map.of("$gte", 2)))).stream()
                                        .map(item -> PROFILE.read(item).name())
                                        .toList();
                        return Update.of(
                                TRAIL.add("visit %d of %s, regulars %s".formatted(visits, state.get(USER), known)));
                    })
                    .start(GREET)
                    .after(GREET)
                    .end());

    /** Catches the interrupt of its cancellation, and writes then. */
    static final Graph STUBBORN = Graph.define(
            "stubborn",
            1,
            g -> g.channels(TRAIL)
                    .node(LATE, (state, context) -> {
                        String thread = context.thread().thread().value();
                        NodeStore store = context.store().in("late");
                        store.put(PROFILE.named(thread), new Profile("in time", 1));
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException cancelled) {
                            Throwable refusal =
                                    catchThrowable(() -> store.put(PROFILE.named(thread), new Profile("too late", 2)));
                            Outside.tell(thread, String.valueOf(refusal));
                            store.delete(PROFILE.named(thread));
                        }
                        return Update.of(TRAIL.add("done"));
                    })
                    .start(LATE)
                    .after(LATE)
                    .end());

    static List<Graph> all() {
        return List.of(GREETER, STUBBORN);
    }
}
