package io.heddle.store;

import io.heddle.api.NamespaceQuery;
import io.heddle.api.StoreFilter;
import io.heddle.api.StoreNamespace;
import io.heddle.api.TenantId;
import io.heddle.jdbc.JsonbText;
import io.heddle.json.JsonValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The conditions of a query as SQL. The text is put together from constants only; whatever the asker wrote is a bound
 * parameter, names of members included. Built once per query; not thread-safe.
 *
 * <p>Law: what {@link StoreFilter#matches} says of a value, the database says too.
 */
final class StoreTerms {
    private final StringBuilder where = new StringBuilder("tenant = ?");
    private final List<Object> parameters = new ArrayList<>();

    /** Of the items of a tenant whose time is not over. */
    StoreTerms(TenantId tenant, long now) {
        parameters.add(tenant.value());
        and(StoreTable.ALIVE, now);
    }

    String where() {
        return where.toString();
    }

    /** Binds what the asker wrote from parameter {@code next} on, and tells the number of the one after. */
    int bind(Connection connection, PreparedStatement statement, int next) throws SQLException {
        int at = next;
        for (Object parameter : parameters) {
            if (parameter instanceof String[] labels) {
                statement.setArray(at++, connection.createArrayOf("text", labels));
            } else if (parameter instanceof Long number) {
                statement.setLong(at++, number);
            } else {
                statement.setString(at++, parameter.toString());
            }
        }
        return at;
    }

    /**
     * In {@code outer} and all that lies within it, which follow each other in the order of the primary key: the next label
     * after one is that with a character 1 behind it, since no label has a character 0.
     */
    StoreTerms within(StoreNamespace outer) {
        List<String> labels = outer.labels();
        if (!labels.isEmpty()) {
            String[] from = labels.toArray(String[]::new);
            String[] to = from.clone();
            to[to.length - 1] += '\u0001';
            and("namespace >= ?", from);
            and("namespace < ?", to);
        }
        return this;
    }

    StoreTerms startingWith(List<String> prefix) {
        int known = prefix.indexOf(NamespaceQuery.ANY);
        within(new StoreNamespace(known < 0 ? prefix : prefix.subList(0, known)));
        labels(prefix, "namespace[%d]", 1);
        return this;
    }

    StoreTerms endingWith(List<String> suffix) {
        labels(suffix, "namespace[cardinality(namespace) + %d]", 1 - suffix.size());
        return this;
    }

    StoreTerms matching(StoreFilter filter) {
        filter.conditions().forEach(this::condition);
        return this;
    }

    private void labels(List<String> wanted, String place, int first) {
        if (!wanted.isEmpty()) {
            and("cardinality(namespace) >= " + wanted.size());
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).equals(NamespaceQuery.ANY)) {
                and(place.formatted(first + i) + " = ?", wanted.get(i));
            }
        }
    }

    private void condition(StoreFilter.Condition condition) {
        switch (condition) {
            case StoreFilter.IsObject is -> and("jsonb_typeof(" + member(is.path()) + ") = 'object'");
            case StoreFilter.Compares compares -> compares(compares);
        }
    }

    private void compares(StoreFilter.Compares compares) {
        JsonValue operand = compares.operand();
        switch (compares.operator()) {
            case EQ -> and(member(compares.path()) + " = ?::jsonb", JsonbText.of(operand));
            case NE -> and(member(compares.path()) + " IS DISTINCT FROM ?::jsonb", JsonbText.of(operand));
            case GT -> ordered(compares.path(), ">", operand);
            case GTE -> ordered(compares.path(), ">=", operand);
            case LT -> ordered(compares.path(), "<", operand);
            case LTE -> ordered(compares.path(), "<=", operand);
        }
    }

    private void ordered(List<String> path, String operator, JsonValue operand) {
        boolean number = operand.node().isNumber();
        and("jsonb_typeof(" + member(path) + ") = '" + (number ? "number" : "string") + "'");
        if (number) {
            and(member(path) + " " + operator + " ?::jsonb", JsonbText.of(operand));
        } else {
            and(
                    "(" + member(path) + " #>> '{}') COLLATE \"C\" " + operator + " ?",
                    JsonbText.of(operand.node().textValue()));
        }
    }

    /** What stands at a path; an arrow with a text leads to a member of an object and to nothing else. */
    private String member(List<String> path) {
        path.forEach(name -> parameters.add(JsonbText.of(name)));
        return "(searched" + " -> ?::text".repeat(path.size()) + ")";
    }

    private void and(String condition) {
        where.append("\n   AND ").append(condition);
    }

    private void and(String condition, Object bound) {
        and(condition);
        parameters.add(bound);
    }
}
