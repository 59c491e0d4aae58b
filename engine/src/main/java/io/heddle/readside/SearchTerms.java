package io.heddle.readside;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.api.ThreadQuery;
import io.heddle.api.ThreadStatus;
import io.heddle.graph.Channel;
import io.heddle.graph.ChannelValue;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.jdbc.JsonbText;
import io.heddle.json.Containment;
import io.heddle.json.JsonSlice;
import io.heddle.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a query as SQL. The text is put together from constants only; whatever the asker wrote is a bound
 * parameter, names of channels included. Built once per query; not thread-safe.
 *
 * <p>Containment of values means that of the state as it is shown: written channels, those with an initial value, no
 * channel that the graph no longer declares. Scalars are wrapped in an array on both sides before PostgreSQL compares
 * them, since it would find a bare {@code "x"} in {@code ["x"]}, which nested containment does not.
 */
final class SearchTerms {
    private static final int MOST_CHANNELS = 100;

    private static final String VALUE_HOLDS = """
            EXISTS (SELECT 1 FROM thread_value v JOIN channel_name n ON n.channel = v.channel
                     WHERE n.name = ? AND v.thread = i.thread AND v.value IS NOT NULL
                       AND jsonb_build_array(coalesce(v.searched, v.value)::jsonb) @> jsonb_build_array(?::jsonb))
            """;

    private static final String LIST_HOLDS = """
            EXISTS (SELECT 1 FROM thread_value v JOIN channel_name n ON n.channel = v.channel
                     WHERE n.name = ? AND v.thread = i.thread AND v.value IS NULL
                       AND NOT EXISTS (
                           SELECT 1 FROM unnest(?::text[]) AS wanted
                            WHERE NOT EXISTS (
                                  SELECT 1 FROM thread_element e
                                   WHERE e.thread = v.thread AND e.channel = v.channel
                                     AND coalesce(e.searched, e.elements)::jsonb @> jsonb_build_array(wanted::jsonb))))
            """;

    private static final String STARTS_WITH = """
            (i.graph_id = ANY (?::text[])
                AND NOT EXISTS (SELECT 1 FROM thread_value v JOIN channel_name n ON n.channel = v.channel
                                 WHERE n.name = ? AND v.thread = i.thread))
            """;

    private final GraphCatalog graphs;
    private final StringBuilder where = new StringBuilder("i.tenant = ? AND NOT i.gone");
    private final List<Object> parameters = new ArrayList<>();
    private boolean needsClock;
    private boolean needsBusy;

    SearchTerms(GraphCatalog graphs, TenantId tenant, ThreadQuery query) {
        this.graphs = graphs;
        parameters.add(tenant.value());
        if (query.ids() != null) {
            and("i.thread_id = ANY (?::text[])", texts(query.ids(), ThreadId::value));
        }
        if (query.metadata() != null) {
            and("i.metadata @> ?::jsonb", JsonbText.of(query.metadata()));
        }
        if (query.status() != null) {
            status(query.status());
        }
        if (query.values() != null) {
            values(query.values());
        }
    }

    String where() {
        return where.toString();
    }

    boolean needsClock() {
        return needsClock;
    }

    boolean needsBusy() {
        return needsBusy;
    }

    /** Binds what the asker wrote, and tells the number of the next parameter. */
    int bind(Connection connection, PreparedStatement statement) throws SQLException {
        int next = 1;
        for (Object parameter : parameters) {
            if (parameter instanceof String[] texts) {
                statement.setArray(next++, connection.createArrayOf("text", texts));
            } else {
                statement.setString(next++, parameter.toString());
            }
        }
        return next;
    }

    private void status(ThreadStatus status) {
        needsBusy = true;
        if (status == ThreadStatus.BUSY) {
            and("b.thread IS NOT NULL");
        } else {
            needsClock = true;
            and("b.thread IS NULL AND c.rest = ?", status.wire());
        }
    }

    private void values(JsonValue filter) {
        needsClock = true;
        and("c.stated");
        JsonSlice wanted = JsonSlice.of(filter);
        if (!wanted.isObject()) {
            and("false");
            return;
        }
        Map<String, JsonSlice> channels = wanted.members();
        if (channels.size() > MOST_CHANNELS) {
            throw new ProblemException(new Problem.InvalidRequest(
                    "values", channels.size() + " channels", "at most " + MOST_CHANNELS + " channels"));
        }
        channels.forEach(this::channel);
    }

    private void channel(String name, JsonSlice wanted) {
        if (!canBeText(name)) {
            and("false");
            return;
        }
        String[] hiding = graphs(graph -> graph.channel(name).isEmpty());
        String[] starting = graphs(graph -> starts(graph.channel(name).orElse(null), wanted));
        and("coalesce(i.graph_id <> ALL (?::text[]), true)", hiding);
        StringBuilder either = new StringBuilder("(").append(VALUE_HOLDS);
        List<Object> found = new ArrayList<>(List.of(name, JsonbText.of(wanted.value())));
        if (wanted.isArray()) {
            either.append(" OR ").append(LIST_HOLDS);
            found.add(name);
            found.add(texts(wanted.elements(), element -> JsonbText.of(element.value())));
        }
        either.append(" OR ").append(STARTS_WITH).append(')');
        found.add(starting);
        found.add(name);
        and(either.toString());
        parameters.addAll(found);
    }

    /** PostgreSQL's text has no zero characters and no halves of surrogate pairs; neither has a channel's name. */
    private static boolean canBeText(String name) {
        return name.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(name);
    }

    private static boolean starts(@Nullable Channel<?> channel, JsonSlice wanted) {
        ChannelValue initial = channel == null ? null : channel.initial();
        return initial != null
                && initial.isTracked()
                && Containment.contains(initial.json().node(), wanted.value().node());
    }

    private String[] graphs(Predicate<Graph> which) {
        return texts(graphs.all().stream().filter(which).toList(), Graph::id);
    }

    private static <T> String[] texts(List<T> items, Function<T, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }

    private void and(String condition) {
        where.append("\n   AND ").append(condition);
    }

    private void and(String condition, Object bound) {
        and(condition);
        parameters.add(bound);
    }
}
