package io.heddle.codec;

import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadRow;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Journal rows as bytes: {@code [1764000000000,"<run>",0,["run-started",1,{…}],…]}.
 *
 * <p>First the row's time, then the run that it is about, which events that name no other speak of; null if there is none.
 * Then the first stream event of that run; by run, if the row feeds other streams or several; null if it feeds none. Then
 * its events, each with name, version, and fields if it has any. Rows of the first form were an object of the same parts:
 * {@code t}, {@code r}, {@code s} and {@code e}.
 *
 * <p>Law: what was ever written can be read, and is read as the same events. The users' values in a row are copied, never
 * parsed or written anew. Thread-safe.
 */
public final class EventCodec {
    /** About what a row of one step comes to. */
    private static final int ROOM = 512;

    /** What stands before a row's events. */
    private static final int HEAD = 3;

    private static final JsonSlice NO_FIELDS = JsonSlice.of(JsonValue.EMPTY_OBJECT);

    private final Upcasters history;

    public EventCodec() {
        this(Upcasters.HISTORY);
    }

    /** For a history other than Heddle's own. */
    public EventCodec(Upcasters history) {
        this.history = history;
    }

    public byte[] encode(ThreadRow row) {
        RunId subject = subject(row);
        JsonAssembly out = new JsonAssembly(ROOM).openArray().number(row.at());
        out.textOrNull(subject == null ? null : subject.value());
        write(out, row.streams());
        row.events().forEach(event -> write(subject, out, event));
        return out.closeArray().bytes();
    }

    /**
     * Reads a row in whatever version it was written.
     *
     * @throws UnreadableRowException when a newer Heddle wrote it, or when it is damaged
     */
    public ThreadRow decode(byte[] bytes) {
        try {
            JsonSlice row = JsonSlice.of(bytes);
            return row.isObject() ? firstForm(Members.of(row)) : newest(row.elements());
        } catch (UncheckedIOException | ProblemException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new UnreadableRowException.Damaged("a row of the journal", e);
        }
    }

    private ThreadRow newest(List<JsonSlice> parts) {
        RunId subject = parts.get(1).isNull() ? null : new RunId(parts.get(1).text());
        List<ThreadEvent> events = new ArrayList<>(parts.size() - HEAD);
        for (JsonSlice event : parts.subList(HEAD, parts.size())) {
            events.add(event(subject, event));
        }
        return new ThreadRow(parts.get(0).number(), events, streams(subject, parts.get(2)));
    }

    private ThreadRow firstForm(Members in) {
        RunId subject = in.idOrNull("r", RunId::new);
        JsonSlice streams = in.partOrNull("s");
        return new ThreadRow(
                in.number("t"),
                in.list("e", event -> event(subject, event)),
                streams == null ? Map.of() : streams(subject, streams));
    }

    private static void write(JsonAssembly out, Map<RunId, Long> streams) {
        if (streams.isEmpty()) {
            out.value(JsonValue.NULL);
        } else if (streams.size() == 1) {
            out.number(streams.values().iterator().next());
        } else {
            Map<String, Long> byRun = new TreeMap<>();
            streams.forEach((run, first) -> byRun.put(run.value(), first));
            out.openObject();
            byRun.forEach(out::member);
            out.closeObject();
        }
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

    private static Map<RunId, Long> streams(@Nullable RunId subject, JsonSlice stored) {
        if (stored.isNull()) {
            return Map.of();
        }
        if (subject != null && !stored.isObject()) {
            return Map.of(subject, stored.number());
        }
        Map<RunId, Long> streams = new HashMap<>();
        stored.members().forEach((run, first) -> streams.put(new RunId(run), first.number()));
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
        JsonSlice newest = history.lead(name, version, kind.version(), parts.size() < 3 ? NO_FIELDS : parts.get(2));
        return EventForms.read(kind, Members.about(subject, newest));
    }
}
