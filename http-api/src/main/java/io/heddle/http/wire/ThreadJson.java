package io.heddle.http.wire;

import io.heddle.api.NewThread;
import io.heddle.api.NewThread.IfExists;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunError;
import io.heddle.api.SessionView;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadQuery.SortBy;
import io.heddle.api.ThreadStatus;
import io.heddle.api.ThreadTtl;
import io.heddle.api.ThreadTtl.Strategy;
import io.heddle.api.ThreadView;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Threads on the wire: section 2.1 of the protocol, and the bodies that create, search and count them. */
public final class ThreadJson {
    private static final Map<String, IfExists> IF_EXISTS =
            Words.of("raise", IfExists.RAISE, "do_nothing", IfExists.DO_NOTHING);
    private static final Map<String, ThreadStatus> STATUSES = Words.of(ThreadStatus.values(), ThreadStatus::wire);
    private static final Map<String, SortBy> SORT_BY = Words.ofNames(SortBy.values());
    private static final Map<String, Strategy> STRATEGIES = Words.ofNames(Strategy.values());
    private static final int MOST_PRUNED = 1000;
    private static final List<String> INCLUDED = List.of("ttl", "session");
    private static final Map<String, Boolean> SORT_ORDER = Words.of("asc", true, "desc", false);

    private ThreadJson() {}

    public static Members of(ThreadView thread) {
        return new Members()
                .with("thread_id", thread.key().thread().value())
                .with("created_at", thread.createdAt())
                .with("updated_at", thread.updatedAt())
                .with("state_updated_at", thread.stateUpdatedAt())
                .with("metadata", thread.metadata())
                .with("config", config(thread.config()))
                .with("status", thread.status().wire())
                .with("values", thread.values())
                .with("interrupts", thread.interrupts())
                .with("error", error(thread.error()));
    }

    /** The id a creation asks for; null lets the server choose. */
    public static @Nullable ThreadId requestedId(Fields body) {
        String id = body.text("thread_id");
        return id == null ? null : new ThreadId(id);
    }

    public static NewThread creation(Fields body) {
        return new NewThread(
                Metadata.read(body, "metadata"),
                body.word("if_exists", IF_EXISTS, IfExists.RAISE),
                TtlJson.read(body),
                SuperstepsJson.read(body));
    }

    /** A thread as it is asked for, with what {@code include} names besides. */
    public static Members including(ThreadView thread, List<String> include, @Nullable SessionView session) {
        Members members = of(thread);
        for (String extra : include) {
            if (!INCLUDED.contains(extra)) {
                throw new ProblemException(
                        new Problem.InvalidRequest("include", "\"" + extra + "\"", String.join(" | ", INCLUDED)));
            }
        }
        if (include.contains("ttl")) {
            members.with("ttl", TtlJson.of(thread));
        }
        return session == null ? members : members.with("session", SessionJson.of(session));
    }

    /** How long a thread is to live from now on; null if that is not asked for. */
    public static @Nullable ThreadTtl ttl(Fields body) {
        return TtlJson.read(body);
    }

    /** The metadata a patch merges. */
    public static JsonValue metadata(Fields body) {
        return Metadata.read(body, "metadata");
    }

    /** The threads that a prune names. */
    public static List<ThreadId> pruned(Fields body) {
        List<ThreadId> ids = ids(body, "thread_ids");
        if (ids == null || ids.size() > MOST_PRUNED) {
            throw body.refuse("thread_ids", body.any("thread_ids"), "a list of at most " + MOST_PRUNED + " thread ids");
        }
        return ids;
    }

    /** Whether a prune deletes, or keeps where the threads stand. */
    public static Strategy pruning(Fields body) {
        return body.word("strategy", STRATEGIES, Strategy.DELETE);
    }

    public static ThreadQuery search(Fields body) {
        return new ThreadQuery(
                ids(body, "ids"),
                body.object("metadata"),
                body.object("values"),
                status(body),
                body.number("limit", 10, 1, 1000),
                body.number("offset", 0, 0, Integer.MAX_VALUE),
                body.word("sort_by", SORT_BY, SortBy.CREATED_AT),
                body.word("sort_order", SORT_ORDER, false));
    }

    public static ThreadQuery count(Fields body) {
        ThreadQuery all = ThreadQuery.ALL;
        return new ThreadQuery(
                ids(body, "ids"),
                body.object("metadata"),
                body.object("values"),
                status(body),
                all.limit(),
                all.offset(),
                all.sortBy(),
                all.ascending());
    }

    /** A thread that a search has found: what was selected of it, and what was extracted from it. */
    public static JsonValue found(ThreadView thread, @Nullable List<String> select, Extracts extracts) {
        Members whole = of(thread);
        JsonValue extracted = extracts.from(whole);
        Members chosen = whole.only(select);
        return (extracted == null ? chosen : chosen.with("extracted", extracted)).json();
    }

    private static @Nullable List<ThreadId> ids(Fields body, String name) {
        List<String> ids = body.texts(name);
        return ids == null ? null : ids.stream().map(ThreadId::new).toList();
    }

    private static @Nullable ThreadStatus status(Fields body) {
        return body.has("status") ? body.word("status", STATUSES, ThreadStatus.IDLE) : null;
    }

    private static JsonValue config(JsonValue configurable) {
        if (configurable.equals(JsonValue.EMPTY_OBJECT)) {
            return configurable;
        }
        return new JsonAssembly()
                .openObject()
                .member("configurable", configurable)
                .closeObject()
                .done();
    }

    private static @Nullable JsonValue error(@Nullable RunError error) {
        return error == null
                ? null
                : new Members()
                        .with("error", error.name())
                        .with("message", error.message())
                        .json();
    }
}
