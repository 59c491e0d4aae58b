package io.heddle.readside;

import static io.heddle.readside.IndexWorld.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusyThreadsTest {
    @Test
    void pages_hold_every_thread_with_a_run_and_no_other() throws Exception {
        try (IndexWorld world = new IndexWorld();
                Connection journal = world.connect()) {
            List<ThreadKey> busy = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ScriptedThread thread = new ScriptedThread("t" + i, 1_000 * i);
                thread.create(journal, "{}");
                thread.begin(journal, "marker", List.of());
                if (i % 2 == 0) {
                    thread.end(journal, List.of());
                } else {
                    busy.add(thread.key());
                }
            }
            BusyThreads threads = new BusyThreads(world.database);
            get(world.follower().passedNow());

            List<ThreadKey> found = new ArrayList<>();
            BusyThreads.Page page = get(threads.first(3));
            while (true) {
                page.threads().forEach(one -> found.add(one.key()));
                Long next = page.next();
                if (next == null) {
                    break;
                }
                assertThat(page.threads()).hasSize(3);
                page = get(threads.after(next, 3));
            }

            busy.sort(Comparator.comparing(key -> key.thread().value()));
            assertThat(found).containsExactlyElementsOf(busy);
        }
    }

    @Test
    void a_thread_stays_busy_from_run_to_run_and_shows_the_one_whose_turn_it_is() throws Exception {
        try (IndexWorld world = new IndexWorld();
                Connection journal = world.connect()) {
            BusyThreads threads = new BusyThreads(world.database);
            ThreadIndexFollower follower = world.follower();
            ScriptedThread thread = new ScriptedThread("t", 5_000);
            thread.create(journal, "{}");
            RunId first = thread.begin(journal, "marker", List.of());
            RunId second = thread.queue(journal, "marker");
            get(follower.passedNow());
            assertThat(get(threads.first(9)).threads())
                    .containsExactly(new BusyThreads.BusyThread(thread.key(), Instant.ofEpochMilli(5_001), first));

            thread.end(journal, List.of());
            get(follower.passedNow());
            assertThat(get(threads.first(9)).threads())
                    .containsExactly(new BusyThreads.BusyThread(thread.key(), Instant.ofEpochMilli(5_002), second));

            thread.delete(journal);
            get(world.index.deleted(thread.key()));
            assertThat(get(threads.first(9)).threads()).isEmpty();
        }
    }
}
