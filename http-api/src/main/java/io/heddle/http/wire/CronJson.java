package io.heddle.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.heddle.api.AssistantId;
import io.heddle.api.CronPatch;
import io.heddle.api.CronQuery;
import io.heddle.api.CronView;
import io.heddle.api.NewCron;
import io.heddle.api.RunRequest;
import io.heddle.api.ThreadId;
import io.heddle.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Crons on the wire: sections 2.8 and 13.2 of the protocol. */
public final class CronJson {
    private static final Map<String, Boolean> ON_RUN_COMPLETED = Words.of("delete", false, "keep", true);
    private static final Map<String, CronQuery.SortBy> SORT_BY = Words.ofNames(CronQuery.SortBy.values());
    private static final Map<String, Boolean> SORT_ORDER = Words.of("asc", true, "desc", false);

    /** Members of a cron's body that say what its ticks start. */
    private static final List<String> OF_THE_RUN = List.of(
            "assistant_id",
            "input",
            "config",
            "context",
            "metadata",
            "webhook",
            "interrupt_before",
            "interrupt_after",
            "multitask_strategy",
            "stream_mode",
            "stream_subgraphs",
            "stream_resumable",
            "durability",
            "checkpoint_during");

    private CronJson() {}

    public static Members of(CronView cron) {
        return new Members()
                .with("cron_id", cron.id().value())
                .with("assistant_id", cron.assistant().value())
                .with("thread_id", cron.thread() == null ? null : cron.thread().value())
                .with("on_run_completed", cron.keepsThread() ? "keep" : "delete")
                .with("end_time", cron.endTime())
                .with("schedule", cron.schedule())
                .with("timezone", cron.zone() == null ? null : cron.zone().getId())
                .with("created_at", cron.createdAt())
                .with("updated_at", cron.updatedAt())
                .with("payload", cron.payload())
                .with("user_id", JsonValue.NULL)
                .with("next_run_date", cron.nextRun())
                .with("metadata", cron.metadata())
                .with("enabled", JsonValue.encode(cron.enabled()));
    }

    /** The body that makes a cron. */
    public static NewCron creation(Fields body, @Nullable ThreadId thread) {
        return new NewCron(
                run(body),
                thread,
                body.word("on_run_completed", ON_RUN_COMPLETED, false),
                body.requiredText("schedule"),
                zone(body),
                time(body, "end_time"),
                body.flag("enabled", true));
    }

    /** Whether a patch says something about what ticks start. */
    public static boolean changesRun(Fields body) {
        return OF_THE_RUN.stream().filter(body::has).count() > 0;
    }

    /**
     * The body that changes a cron.
     *
     * @param payload what its ticks start so far; only looked at if the body says something about that
     */
    public static CronPatch patch(Fields body, JsonValue payload) {
        boolean endless = body.isNull("end_time");
        return new CronPatch(
                changesRun(body) ? run(merged(body, payload)) : null,
                body.has("on_run_completed") ? body.word("on_run_completed", ON_RUN_COMPLETED, false) : null,
                body.text("schedule"),
                zone(body),
                endless ? null : time(body, "end_time"),
                endless,
                body.has("enabled") ? body.flag("enabled", true) : null);
    }

    /** The body that searches or counts crons. */
    public static CronQuery search(Fields body) {
        String assistant = body.text("assistant_id");
        String thread = body.text("thread_id");
        return new CronQuery(
                assistant == null ? null : new AssistantId(assistant),
                thread == null ? null : new ThreadId(thread),
                body.has("enabled") ? body.flag("enabled", true) : null,
                body.object("metadata"),
                body.number("limit", 10, 1, 1000),
                body.number("offset", 0, 0, Integer.MAX_VALUE),
                body.word("sort_by", SORT_BY, CronQuery.SortBy.CREATED_AT),
                body.word("sort_order", SORT_ORDER, false));
    }

    /** Each tick's run has an id of its own, so that of the body counts for nothing. */
    private static RunRequest run(Fields body) {
        return RunBody.read(body, FreshIds.run()).request().withoutRunId();
    }

    private static Fields merged(Fields body, JsonValue payload) {
        ObjectNode whole = ((ObjectNode) payload.node()).deepCopy();
        for (String name : OF_THE_RUN) {
            if (body.has(name)) {
                whole.set(name, body.any(name));
            }
        }
        return Fields.ofBody(whole);
    }

    private static @Nullable ZoneId zone(Fields body) {
        String found = body.text("timezone");
        try {
            return found == null ? null : ZoneId.of(found);
        } catch (DateTimeException unknown) {
            throw body.refuse("timezone", body.any("timezone"), "a zone of the IANA database, such as Europe/Rome");
        }
    }

    /** With an offset, or else in UTC. */
    private static @Nullable Instant time(Fields body, String name) {
        String found = body.text(name);
        if (found == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(found).toInstant();
        } catch (DateTimeParseException noOffset) {
            return local(body, name, found);
        }
    }

    private static Instant local(Fields body, String name, String found) {
        try {
            return LocalDateTime.parse(found).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException wrong) {
            JsonNode value = body.any(name);
            throw body.refuse(name, value, "a time such as 2027-01-31T09:00:00Z");
        }
    }
}
