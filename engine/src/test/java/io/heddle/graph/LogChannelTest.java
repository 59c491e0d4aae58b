package io.heddle.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What leads a log from one content to another, as when a graph inside another hands its log back. */
class LogChannelTest {
    private static final LogChannel<Integer> ALL = Channel.log("log", Integer.class);
    private static final LogChannel<Integer> FEW = ALL.keeping(3);

    @Test
    void a_log_that_only_grew_takes_what_was_added_and_keeps_its_own_cap() {
        assertThat(FEW.leading(log(1, 2), log(1, 2, 3, 4)))
                .isEqualTo(FEW.add(3, 4).change());
        assertThat(ALL.leading(null, log(1))).isEqualTo(ALL.add(1).change());
        assertThat(ALL.leading(log(1), log(1))).isEqualTo(ALL.addAll(List.of()).change());
    }

    @Test
    void a_log_that_dropped_its_oldest_meanwhile_takes_what_was_added_too() {
        ChannelValue.Log before = log(1, 2, 3);

        assertThat(ALL.leading(before, log(1, 2, 3, 4, 5).last(3)))
                .isEqualTo(ALL.add(4, 5).change());
    }

    @Test
    void a_log_that_did_anything_else_is_overwritten() {
        assertThat(ALL.leading(log(1, 2), log(1)))
                .isEqualTo(ALL.overwrite(List.of(1)).change());
        assertThat(ALL.leading(log(1, 2), log(1, 3, 4)))
                .isEqualTo(ALL.overwrite(List.of(1, 3, 4)).change());
        assertThat(ALL.leading(log(1, 2).last(1), log(1, 2)))
                .isEqualTo(ALL.overwrite(List.of(1, 2)).change());
    }

    @Test
    void what_leads_somewhere_leads_there() {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            Values from = random(random, Values.EMPTY);
            Values to = random(random, random.nextBoolean() ? from : Values.EMPTY);

            if (to.get("log") instanceof ChannelValue.Log log) {
                assertThat(from.with("log", FEW.leading(from.get("log"), log)).json())
                        .isEqualTo(to.json());
            }
        }
    }

    private static Values random(Random random, Values start) {
        Values values = start;
        for (int i = random.nextInt(5); i > 0; i--) {
            values = values.with("log", FEW.add(random.nextInt(3)).change());
        }
        return values;
    }

    private static ChannelValue.Log log(Integer... elements) {
        return (ChannelValue.Log)
                Values.EMPTY.with("log", ALL.add(elements).change()).get("log");
    }
}
