package io.heddle.contract;

import static io.heddle.contract.ContractGraphs.MARKERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.HistoryQuery;
import io.heddle.api.NewThread;
import io.heddle.api.Problem;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadKey;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadStatus;
import io.heddle.api.ThreadView;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every engine promises about threads. */
public abstract class ThreadsContract extends EngineCase {
    @Test
    void a_thread_is_created_once() {
        ThreadKey key = fresh();
        ThreadView made = get(
                engine().threads().create(key, new NewThread(json("{\"user\":\"ada\"}"), NewThread.IfExists.RAISE)));

        assertThat(made.status()).isEqualTo(ThreadStatus.IDLE);
        assertThat(made.metadata()).hasToString("{\"user\":\"ada\"}");
        assertThat(made.values()).isNull();
        assertThat(problem(engine().threads().create(key, NewThread.PLAIN))).isInstanceOf(Problem.ThreadExists.class);
        assertThat(get(engine().threads()
                                .create(key, new NewThread(JsonValue.EMPTY_OBJECT, NewThread.IfExists.DO_NOTHING)))
                        .metadata())
                .hasToString("{\"user\":\"ada\"}");
    }

    @Test
    void metadata_is_merged_key_by_key() {
        ThreadKey key = fresh();
        get(engine().threads().create(key, new NewThread(json("{\"a\":1,\"b\":2}"), NewThread.IfExists.RAISE)));

        assertThat(get(engine().threads().patch(key, json("{\"b\":3,\"c\":4}"))).metadata())
                .hasToString("{\"a\":1,\"b\":3,\"c\":4}");
        assertThat(problem(engine().threads().patch(key, json("[]")))).isInstanceOf(Problem.InvalidRequest.class);
    }

    @Test
    void a_deleted_thread_is_unknown_and_may_begin_again_empty() {
        ThreadRef thread = marker(fresh());
        thread.invoke(MARKERS.add("old"));

        thread.delete();

        assertThat(problem(engine().threads().get(thread.key()))).isInstanceOf(Problem.ThreadNotFound.class);
        assertThat(problem(engine().threads().delete(thread.key()))).isInstanceOf(Problem.ThreadNotFound.class);
        assertThat(thread.invoke(MARKERS.add("new")).get(MARKERS)).containsExactly("new");
        assertThat(get(engine().threads().history(thread.key(), new HistoryQuery(100, null, null))))
                .hasSize(3);
    }

    @Test
    void search_finds_by_metadata_status_and_values_what_was_written_before() {
        String mark = UUID.randomUUID().toString();
        ThreadKey one = fresh();
        ThreadKey other = fresh();
        get(engine().threads()
                .create(
                        one,
                        new NewThread(
                                json("{\"mark\":\"" + mark + "\",\"tags\":{\"a\":1}}"), NewThread.IfExists.RAISE)));
        get(engine().threads()
                .create(other, new NewThread(json("{\"mark\":\"" + mark + "\"}"), NewThread.IfExists.RAISE)));

        assertThat(found("{\"mark\":\"" + mark + "\"}")).containsExactlyInAnyOrder(one, other);
        assertThat(found("{\"mark\":\"" + mark + "\",\"tags\":{\"a\":1}}")).containsExactly(one);

        get(engine().threads().patch(other, json("{\"tags\":{\"a\":1,\"b\":2}}")));
        assertThat(found("{\"mark\":\"" + mark + "\",\"tags\":{\"a\":1}}")).containsExactlyInAnyOrder(one, other);

        get(engine().threads().delete(one));
        assertThat(found("{\"mark\":\"" + mark + "\"}")).containsExactly(other);

        Heddle.over(engine()).thread(ContractGraphs.MARKER, other).invoke(MARKERS.add(mark));
        ThreadQuery values = new ThreadQuery(
                null,
                null,
                json("{\"markers\":[\"" + mark + "\"]}"),
                ThreadStatus.IDLE,
                10,
                0,
                ThreadQuery.SortBy.CREATED_AT,
                false);
        await().untilAsserted(() -> assertThat(
                        get(engine().threads().search(TenantId.DEFAULT, values)).threads())
                .extracting(ThreadView::key)
                .containsExactly(other));
        assertThat(get(engine().threads().count(TenantId.DEFAULT, values))).isEqualTo(1);
    }

    private List<ThreadKey> found(String metadata) {
        ThreadQuery query =
                new ThreadQuery(null, json(metadata), null, null, 10, 0, ThreadQuery.SortBy.CREATED_AT, false);
        return get(engine().threads().search(TenantId.DEFAULT, query)).threads().stream()
                .map(ThreadView::key)
                .toList();
    }
}
