package io.heddle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeKey;
import io.heddle.graph.NodeStore;
import io.heddle.graph.StoreKey;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.View;
import io.heddle.testkit.RecordedStore.Access;
import org.junit.jupiter.api.Test;

@HeddleTest
class RecordedStoreTest {
    record Profile(String name, int visits) {}

    private static final StoreKey<Profile> PROFILE = StoreKey.of("profile", Profile.class);
    private static final ValueChannel<String> USER = Channel.value("user", String.class);
    private static final NodeKey<Void> GREET = NodeKey.of("greet");

    private static final Graph GREETER = Graph.define("greeter", 1, g -> {
        g.channels(USER);
        g.node(GREET, RecordedStoreTest::greet);
        g.start(GREET);
        g.after(GREET).end();
    });

    static Update greet(View state, NodeContext context) {
        NodeStore user = context.store().in("users", state.get(USER));
        Profile known = user.get(PROFILE).orElse(new Profile("?", 0));
        user.put(PROFILE, new Profile(known.name(), known.visits() + 1));
        user.delete(PROFILE.named("draft"));
        return Update.nothing();
    }

    @Test
    void it_holds_what_the_test_has_put_and_what_nodes_have(GraphTester tester) {
        tester.store().in("users", "ada").put(PROFILE, new Profile("Ada", 2));

        tester.thread(GREETER).run(USER.set("ada"));

        assertThat(tester.store().in("users", "ada").get(PROFILE)).contains(new Profile("Ada", 3));
    }

    @Test
    void it_knows_what_nodes_have_read_and_written(GraphTester tester) {
        tester.thread(GREETER).run(USER.set("bob"));

        assertThat(tester.store().read()).containsExactly("users.bob/profile");
        assertThat(tester.store().written()).containsExactly("users.bob/profile", "users.bob/draft");
        assertThat(tester.store().accesses().getFirst())
                .isInstanceOfSatisfying(
                        Access.Got.class, got -> assertThat(got.found()).isNull());
    }
}
