package io.heddle.codec;

import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadRow;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Journal rows as bytes: {@code {"t":1764000000000,"r":"<run>","s":{"<run>":0},"e":[["run-started",1,{…}],…]}}.
 *
 * <p>{@code t} is the row's time, {@code s} the first stream event of each run that the row feeds, {@code e} its events, each
 * with name and version. {@code r} is the run that the row is about: events that name no other speak of it, and {@code s} is
 * a bare number when only its stream is fed.
 *
 * <p>Law: what was ever written can be read, and is read as the same events. The users' values in a row are copied, never
 * parsed or written anew. Thread-safe.
 */
public final class EventCodec {
    private final Upcasters history;

    public EventCodec() {
        this(Upcasters.HISTORY);
    }

    /** For a history other than Heddle's own. */
    public EventCodec(Upcasters history) {
        this.history = history;
    }

    public byte[] encode(ThreadRow row) {
        JsonAssembly out = new JsonAssembly();
        Fields.object(out, row, EventCodec::write);
        return out.bytes();
    }

    /**
     * Reads a row in whatever version it was written.
     *
     * @throws UnreadableRowException when a newer Heddle wrote it, or when it is damaged
     */
    public ThreadRow decode(byte[] bytes) {
        try {
            Members in = Members.of(JsonSlice.of(bytes));
            RunId subject = in.idOrNull("r", RunId::new);
            return new ThreadRow(in.number("t"), in.list("e", event -> event(subject, event)), streams(subject, in));
        } catch (UncheckedIOException | ProblemException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new UnreadableRowException.Damaged("a row of the journal", e);
        }
    }

    private static void write(Fields out, ThreadRow row) {
        RunId subject = subject(row);
        out.number("t", row.at(), Long.MIN_VALUE).text("r", subject == null ? null : subject.value());
        if (row.streams().size() == 1) {
            out.number("s", row.streams().values().iterator().next(), Long.MIN_VALUE);
        } else {
            Map<String, Long> streams = new TreeMap<>();
            row.streams().forEach((run, first) -> streams.put(run.value(), first));
            out.map("s", streams, JsonAssembly::number);
        }
        out.list("e", row.events(), (each, event) -> write(subject, each, event));
    }

    private static void write(@Nullable RunId subject, JsonAssembly out, ThreadEvent event) {
        EventKind kind = EventKind.of(event);
        out.openArray().text(kind.persisted()).number(kind.version());
        Fields.about(subject, out, event, EventForms::write);
        out.closeArray();
    }

    /** The only run whose stream is fed, or else the first one named. */
    private static @Nullable RunId subject(ThreadRow row) {
        return row.streams().size() == 1
                ? row.streams().keySet().iterator().next()
                : row.events().stream()
                        .map(EventForms::run)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private static Map<RunId, Long> streams(@Nullable RunId subject, Members in) {
        if (subject != null && in.isNumber("s")) {
            return Map.of(subject, in.number("s"));
        }
        Map<RunId, Long> streams = new HashMap<>();
        in.map("s", JsonSlice::number).forEach((run, first) -> streams.put(new RunId(run), first));
        return streams;
    }

    private ThreadEvent event(@Nullable RunId subject, JsonSlice stored) {
        List<JsonSlice> parts = stored.elements();
        String name = parts.get(0).text();
        int version = Math.toIntExact(parts.get(1).number());
        EventKind kind = EventKind.named(name).orElseThrow(() -> new UnreadableRowException.UnknownEvent(name));
        if (version > kind.version()) {
            throw new UnreadableRowException.NewerEvent(kind, version);
        }
        JsonSlice newest = history.lead(name, version, kind.version(), parts.get(2));
        return EventForms.read(kind, Members.about(subject, newest));
    }
}
