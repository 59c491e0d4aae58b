package io.heddle.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.api.CheckpointId;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskIdsTest {
    private static final CheckpointId CHECKPOINT = CheckpointId.at(CheckpointId.ticksOf(1_795_315_200_000L), 1, 1);

    @Test
    void threads_that_did_the_same_in_the_same_millisecond_share_no_task_and_no_message() {
        ThreadKey one = ThreadKey.of("one");
        ThreadKey other = ThreadKey.of("other");
        ThreadKey elsewhere = new ThreadKey(new TenantId("elsewhere"), new ThreadId("one"));

        List<String> tasks = List.of(task(one), task(other), task(elsewhere));

        assertThat(tasks).doesNotHaveDuplicates();
        assertThat(tasks.stream().map(task -> TaskIds.message(task, "1", "stream", 0)))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_task_keeps_its_id_however_often_it_is_derived() {
        assertThat(task(ThreadKey.of("one"))).isEqualTo(task(ThreadKey.of("one")));
    }

    private static String task(ThreadKey thread) {
        return Stepper.due(thread, Destination.nodes("charge"), CHECKPOINT, "")
                .getFirst()
                .id();
    }
}
