package io.heddle.readside;

import static io.heddle.readside.IndexWorld.get;
import static io.heddle.readside.ScriptedThread.append;
import static io.heddle.readside.ScriptedThread.assign;
import static io.heddle.readside.ScriptedThread.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.ProblemException;
import io.heddle.api.RunError;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadPage;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadQuery.SortBy;
import io.heddle.api.ThreadStatus;
import io.heddle.json.JsonValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JdbcThreadIndexTest {
    private static final List<String> HOSTILE = List.of(
            "a' OR 1=1 --",
            "\"; DROP TABLE thread_index; --",
            "a') OR ('1'='1",
            "?",
            "$1",
            "{}",
            "%s\\",
            "ключ\uD83D\uDE00",
            "nul\u0000nul");

    private static final List<ScriptedThread> THREADS = new ArrayList<>();

    private static IndexWorld world;
    private static Connection journal;

    @BeforeAll
    static void someThreads() throws SQLException {
        world = new IndexWorld();
        journal = world.connect();
        ScriptedThread talk = thread("talk", 1_000);
        talk.create(journal, "{\"owner\":\"ada\",\"tags\":{\"a\":1,\"b\":[1,{\"c\":2}]}}");
        talk.begin(journal, "echo", List.of(message("messages", "human", "m1", "Hi")));
        talk.end(journal, List.of(message("messages", "ai", "m2", "you said Hi"), assign("topic", "\"greeting\"")));
        ScriptedThread marks = thread("marks", 2_000);
        marks.create(journal, "{\"owner\":\"ada\"}");
        marks.begin(journal, "marker", List.of(append("markers", "\"x\"", "[\"y\"]", "{\"z\":1}")));
        ScriptedThread broken = thread("broken", 3_000);
        broken.create(journal, "{\"owner\":\"bob\"}");
        broken.begin(journal, "failing", List.of(append("markers", "\"x\"")));
        broken.fail(journal, new RunError("Boom", "it did"));
        ScriptedThread quiet = thread("quiet", 4_000);
        quiet.create(journal, "{}");
        THREADS.addAll(List.of(talk, marks, broken, quiet));
        get(world.follower().passedNow());
    }

    @AfterAll
    static void close() throws SQLException {
        journal.close();
        world.close();
    }

    private static ScriptedThread thread(String id, long now) {
        return new ScriptedThread(id, now);
    }

    private static ThreadQuery query(
            @Nullable String metadata, @Nullable String values, @Nullable ThreadStatus status, int limit, int offset) {
        return new ThreadQuery(
                null,
                metadata == null ? null : JsonValue.ofText(metadata),
                values == null ? null : JsonValue.ofText(values),
                status,
                limit,
                offset,
                SortBy.CREATED_AT,
                true);
    }

    private static Stream<String> found(ThreadQuery query) {
        ThreadPage page = world.search(query);
        assertThat(get(world.index.count(TenantId.DEFAULT, query))).isEqualTo(page.total());
        return page.threads().stream().map(view -> view.key().thread().value());
    }

    private static Stream<String> withMetadata(String json) {
        return found(query(json, null, null, 100, 0));
    }

    private static Stream<String> withValues(String json) {
        return found(query(null, json, null, 100, 0));
    }

    @Nested
    class Filters {
        @Test
        void metadata_is_contained_at_any_depth() {
            assertThat(withMetadata("{\"owner\":\"ada\"}")).containsExactly("talk", "marks");
            assertThat(withMetadata("{\"tags\":{\"b\":[{\"c\":2}]}}")).containsExactly("talk");
            assertThat(withMetadata("{\"tags\":{\"a\":1.0}}")).containsExactly("talk");
            assertThat(withMetadata("{\"tags\":{\"a\":\"1\"}}")).isEmpty();
            assertThat(withMetadata("{\"owner\":null}")).isEmpty();
            assertThat(withMetadata("{}")).containsExactly("talk", "marks", "broken", "quiet");
            assertThat(withMetadata("{\"graph_id\":\"echo\"}")).containsExactly("talk");
        }

        @Test
        void status_is_the_one_that_is_shown() {
            assertThat(found(query(null, null, ThreadStatus.BUSY, 9, 0))).containsExactly("marks");
            assertThat(found(query(null, null, ThreadStatus.IDLE, 9, 0))).containsExactly("talk", "quiet");
            assertThat(found(query(null, null, ThreadStatus.ERROR, 9, 0))).containsExactly("broken");
            assertThat(found(query(null, null, ThreadStatus.INTERRUPTED, 9, 0))).isEmpty();
        }

        @Test
        void values_are_contained_as_they_are_shown() {
            assertThat(withValues("{\"topic\":\"greeting\"}")).containsExactly("talk");
            assertThat(withValues("{\"messages\":[{\"type\":\"ai\"}]}")).containsExactly("talk");
            assertThat(withValues("{\"messages\":[{\"id\":\"m2\"},{\"id\":\"m1\"}]}"))
                    .containsExactly("talk");
            assertThat(withValues("{\"messages\":[{\"id\":\"m1\",\"type\":\"ai\"}]}"))
                    .isEmpty();
            assertThat(withValues("{\"markers\":[\"x\"]}")).containsExactly("marks", "broken");
            assertThat(withValues("{\"markers\":[{\"z\":1},\"x\"]}")).containsExactly("marks");
        }

        @Test
        void a_bare_value_is_not_found_inside_of_a_list() {
            assertThat(withValues("{\"markers\":\"x\"}")).isEmpty();
            assertThat(withValues("{\"markers\":[\"y\"]}")).isEmpty();
            assertThat(withValues("{\"markers\":[[\"y\"]]}")).containsExactly("marks");
            assertThat(withValues("{\"topic\":[\"greeting\"]}")).isEmpty();
        }

        @Test
        void initial_values_count_and_channels_that_a_graph_does_not_declare_do_not() {
            assertThat(withValues("{\"count\":0}")).containsExactly("talk", "marks");
            assertThat(withValues("{\"markers\":[]}")).containsExactly("marks", "broken");
            assertThat(withValues("{\"count\":1}")).isEmpty();
            assertThat(withValues("{\"nobody\":1}")).isEmpty();
        }

        @Test
        void a_thread_without_a_state_matches_no_filter_of_values() {
            assertThat(withValues("{}")).containsExactly("talk", "marks", "broken");
            assertThat(withValues("[]")).isEmpty();
        }

        @Test
        void ids_name_threads_of_this_tenant_only() {
            ThreadQuery ids = new ThreadQuery(
                    List.of(new ThreadId("talk"), new ThreadId("nobody"), new ThreadId("quiet")),
                    null,
                    null,
                    null,
                    10,
                    0,
                    SortBy.THREAD_ID,
                    true);
            assertThat(found(ids)).containsExactly("quiet", "talk");
            assertThat(get(world.index.search(new TenantId("other"), ids)).threads())
                    .isEmpty();
            assertThat(found(new ThreadQuery(List.of(), null, null, null, 10, 0, SortBy.THREAD_ID, true)))
                    .isEmpty();
        }

        @Test
        void a_hostile_key_or_value_is_just_data() throws SQLException {
            for (int i = 0; i < HOSTILE.size(); i++) {
                ObjectNode metadata = JsonNodeFactory.instance.objectNode();
                metadata.put(HOSTILE.get(i), HOSTILE.get(i));
                String json = JsonValue.of(metadata).toString();
                assertThat(withMetadata(json)).isEmpty();
                assertThat(withValues(json)).isEmpty();
                ScriptedThread hostile = thread("hostile" + i, 9_000);
                hostile.create(journal, json);
                hostile.begin(journal, "unknown", List.of(append(HOSTILE.get(i).replace("\u0000", ""), json)));
                get(world.index.deleted(hostile.key()));
                assertThat(withMetadata(json)).containsExactly("hostile" + i);
                ObjectNode values = JsonNodeFactory.instance.objectNode();
                assertThat(withValues("{\"" + "\\ud800\":\"\\ud800\"}")).isEmpty();
                values.putArray(HOSTILE.get(i).replace("\u0000", "")).add(metadata);
                assertThat(withValues(JsonValue.of(values).toString())).containsExactly("hostile" + i);
                world.assertShows(
                        Stream.concat(THREADS.stream(), Stream.of(hostile)).toList());
                hostile.delete(journal);
                get(world.index.deleted(hostile.key()));
                assertThat(withMetadata(json)).isEmpty();
            }
            assertThat(withMetadata("{}")).containsExactly("talk", "marks", "broken", "quiet");
        }

        @Test
        void a_filter_of_too_many_channels_is_refused() {
            ObjectNode many = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < 101; i++) {
                many.put("c" + i, 1);
            }
            assertThatThrownBy(() -> withValues(JsonValue.of(many).toString()))
                    .hasRootCauseInstanceOf(ProblemException.class);
        }
    }

    @Nested
    class Pages {
        private List<String> sorted(SortBy by, boolean ascending) {
            return found(new ThreadQuery(null, null, null, null, 10, 0, by, ascending))
                    .toList();
        }

        @Test
        void come_in_every_order_and_ties_by_id() {
            assertThat(sorted(SortBy.CREATED_AT, true)).containsExactly("talk", "marks", "broken", "quiet");
            assertThat(sorted(SortBy.CREATED_AT, false)).containsExactly("quiet", "broken", "marks", "talk");
            assertThat(sorted(SortBy.THREAD_ID, true)).containsExactly("broken", "marks", "quiet", "talk");
            assertThat(sorted(SortBy.THREAD_ID, false)).containsExactly("talk", "quiet", "marks", "broken");
            assertThat(sorted(SortBy.STATUS, true)).containsExactly("marks", "broken", "quiet", "talk");
            assertThat(sorted(SortBy.STATUS, false)).containsExactly("quiet", "talk", "broken", "marks");
            assertThat(sorted(SortBy.UPDATED_AT, false)).containsExactly("quiet", "broken", "marks", "talk");
            assertThat(sorted(SortBy.STATE_UPDATED_AT, true)).containsExactly("talk", "marks", "broken", "quiet");
        }

        @Test
        void say_how_many_there_are_in_all() {
            assertThat(world.search(query(null, null, null, 3, 0)).total()).isEqualTo(4);
            assertThat(world.search(query(null, null, null, 4, 0)).total()).isEqualTo(4);
            assertThat(world.search(query(null, null, null, 3, 3)).total()).isEqualTo(4);
            assertThat(world.search(query(null, null, null, 3, 9)).total()).isEqualTo(4);
            assertThat(found(query(null, null, null, 2, 1))).containsExactly("marks", "broken");
        }
    }

    @Nested
    class OwnWrites {
        @Test
        void are_found_before_the_follower_has_seen_them() throws SQLException {
            try (Connection slow = world.connect()) {
                slow.setAutoCommit(false);
                thread("never", 1).create(slow, "{}");
                ScriptedThread mine = thread("mine", 5_000);

                mine.create(journal, "{\"mine\":1}");
                get(world.index.deleted(mine.key()));
                assertThat(withMetadata("{\"mine\":1}")).containsExactly("mine");

                mine.patch(journal, "{\"more\":[2]}");
                get(world.index.deleted(mine.key()));
                assertThat(withMetadata("{\"mine\":1,\"more\":[2]}")).containsExactly("mine");

                mine.delete(journal);
                get(world.index.deleted(mine.key()));
                assertThat(withMetadata("{\"mine\":1}")).isEmpty();

                mine.create(journal, "{\"mine\":2}");
                get(world.index.deleted(mine.key()));
                assertThat(withMetadata("{\"mine\":2}")).containsExactly("mine");
                mine.delete(journal);
                get(world.index.deleted(mine.key()));
                assertThat(withMetadata("{\"mine\":2}")).isEmpty();
                assertThat(world.number("SELECT count(*) FROM thread_index WHERE gone AND thread_id = 'mine'"))
                        .isOne();
                slow.rollback();
            }
            get(world.follower().passedNow());

            assertThat(world.number("SELECT count(*) FROM thread_index WHERE thread_id = 'mine'"))
                    .isZero();
            assertThat(withMetadata("{}")).containsExactly("talk", "marks", "broken", "quiet");
        }

        @Test
        void that_race_for_one_thread_all_come_in_time() throws SQLException {
            ScriptedThread one = thread("one", 6_000);
            one.create(journal, "{}");
            for (int i = 0; i < 30; i++) {
                one.patch(journal, "{\"n\":" + i + "}");
                List<CompletableFuture<Void>> all = Stream.generate(
                                () -> world.index.deleted(one.key()).toCompletableFuture())
                        .limit(4)
                        .toList();
                all.forEach(CompletableFuture::join);
                assertThat(withMetadata("{\"n\":" + i + "}")).containsExactly("one");
            }
            assertThat(world.index.late()).isZero();
            one.delete(journal);
            get(world.index.deleted(one.key()));
        }

        @Test
        void of_a_thread_that_never_was_are_nothing() {
            get(world.index.deleted(thread("ghost", 1).key()));

            assertThat(withMetadata("{}")).containsExactly("talk", "marks", "broken", "quiet");
        }
    }
}
