package io.heddle.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.api.ProblemException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "'* * * * *', UTC, 2026-11-22T12:01:00Z",
        "'*/15 * * * *', UTC, 2026-11-22T12:15:00Z",
        "'0 9 * * 1-5', UTC, 2026-11-23T09:00:00Z",
        "'0 9 * * 1-5', Europe/Rome, 2026-11-23T08:00:00Z",
        "'0 0 29 2 *', UTC, 2028-02-29T00:00:00Z",
        "'0 0 1 1 0', UTC, 2027-01-01T00:00:00Z",
        "'30 2 * * 7', UTC, 2026-11-29T02:30:00Z",
    })
    void a_tick_is_the_first_one_after_a_moment(String schedule, String zone, String expected) {
        assertThat(CronSchedule.parse(schedule, ZoneId.of(zone)).next(NOON, null))
                .isEqualTo(Instant.parse(expected));
    }

    @Test
    void a_tick_after_the_end_does_not_count() {
        CronSchedule daily = CronSchedule.parse("0 0 * * *", null);
        Instant midnight = Instant.parse("2026-11-23T00:00:00Z");

        assertThat(daily.next(NOON, midnight)).isEqualTo(midnight);
        assertThat(daily.next(NOON, midnight.minusMillis(1))).isNull();
    }

    @Test
    void clocks_that_are_set_forward_or_back_leave_no_tick_out_and_repeat_none() {
        CronSchedule daily = CronSchedule.parse("30 2 * * *", ZoneId.of("Europe/Rome"));

        assertThat(ticks(daily, "2026-03-27T12:00:00Z", 3)).hasSize(3).doesNotHaveDuplicates();
        assertThat(ticks(daily, "2026-10-23T12:00:00Z", 4))
                .extracting(tick -> tick.atZone(ZoneId.of("Europe/Rome")).getDayOfMonth())
                .containsExactly(24, 25, 26, 27);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "a b c d e", "@daily", "1-0-2 * * * *"
            })
    void what_is_no_schedule_is_refused(String text) {
        assertThatThrownBy(() -> CronSchedule.parse(text, null))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("schedule");
    }

    @Test
    void what_never_ticks_is_refused() {
        assertThatThrownBy(() -> CronSchedule.parse("0 0 30 2 *", null).ticking(NOON))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("never ticks");
    }

    @Test
    void whatever_is_written_is_read_or_refused() {
        long seed = Long.getLong("heddle.seed", System.nanoTime());
        Random random = new Random(seed);
        String signs = "0123456789*/-,?LW# ";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int field = 0; field < 5; field++) {
                text.append(signs.charAt(random.nextInt(signs.length())));
                text.append(random.nextInt(3) == 0 ? signs.charAt(random.nextInt(signs.length())) : ' ')
                        .append(' ');
            }
            try {
                Instant next = CronSchedule.parse(text.toString(), null).next(NOON, null);
                assertThat(next == null || next.isAfter(NOON))
                        .as("%s, seed %d", text, seed)
                        .isTrue();
            } catch (ProblemException refused) {
                assertThat(refused.problem().code()).isEqualTo("invalid-request");
            }
        }
    }

    private static List<Instant> ticks(CronSchedule schedule, String from, int count) {
        List<Instant> ticks = new ArrayList<>();
        Instant at = Instant.parse(from);
        for (int i = 0; i < count; i++) {
            at = schedule.next(at, null);
            ticks.add(at);
        }
        return ticks;
    }
}
