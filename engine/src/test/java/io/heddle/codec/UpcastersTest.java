package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.heddle.thread.ThreadEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A made-up past: version -1 of a claim called its epoch "era", version 0 called it "term" and counted from one. */
class UpcastersTest {
    private static final Upcasters PAST = Upcasters.HISTORY
            .with("run-claimed", -1, older -> older.set("term", older.remove("era")))
            .with(
                    "run-claimed",
                    0,
                    older -> older.put("epoch", older.remove("term").asLong() - 1));

    @Test
    void an_old_event_goes_through_every_version_in_between() {
        assertThat(decode(PAST, "[\"run-claimed\",-1,{\"era\":5}]")).isEqualTo(new ThreadEvent.RunClaimed(4));
        assertThat(decode(PAST, "[\"run-claimed\",0,{\"term\":5}]")).isEqualTo(new ThreadEvent.RunClaimed(4));
    }

    @Test
    void an_event_of_today_is_not_touched() {
        assertThat(decode(PAST, "[\"run-claimed\",1,{\"epoch\":5}]")).isEqualTo(new ThreadEvent.RunClaimed(5));
    }

    @Test
    void numbers_of_users_survive_an_upcast_and_depth_does_not_stop_it() {
        Upcasters nothing = Upcasters.HISTORY.with("thread-created", 0, older -> older);
        String value = "{\"n\":12345678901234567890.1234567890,\"deep\":" + "[".repeat(200) + "]".repeat(200) + "}";

        assertThat(decode(nothing, "[\"thread-created\",0,{\"metadata\":%s}]".formatted(value)))
                .isEqualTo(new ThreadEvent.ThreadCreated(EventSamples.json(value)));
    }

    @Test
    void a_gap_in_the_history_names_event_and_version() {
        assertThatIllegalStateException()
                .isThrownBy(() -> decode(Upcasters.HISTORY, "[\"run-claimed\",0,{}]"))
                .withMessageContaining("run-claimed has no upcaster from version 0");
    }

    @Test
    void a_version_has_one_way_forward() {
        assertThatIllegalArgumentException().isThrownBy(() -> PAST.with("run-claimed", 0, older -> older));
    }

    private static ThreadEvent decode(Upcasters history, String event) {
        String row = "{\"t\":1,\"e\":[%s]}".formatted(event);
        return new EventCodec(history)
                .decode(row.getBytes(StandardCharsets.UTF_8))
                .events()
                .getFirst();
    }
}
