package io.heddle.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where the database is, from either spelling people have: {@code jdbc:postgresql://host/db} or the
 * {@code postgres://user:password@host/db} that hosting companies hand out.
 *
 * <p>Immutable. {@code reWriteBatchedInserts} is always on, whatever the URL said: a batch of inserts without it is one
 * round trip a row.
 */
public record DatabaseUrl(String jdbc, Optional<String> user, Optional<String> password) {

    private static final String JDBC = "jdbc:postgresql:";
    private static final String REWRITE = "reWriteBatchedInserts";

    /** @throws IllegalArgumentException naming the two accepted forms; the text itself is not repeated, it may hold a password */
    public static DatabaseUrl parse(String text) {
        String url = text.strip();
        if (url.startsWith(JDBC)) {
            return new DatabaseUrl(withRewrite(url), Optional.empty(), Optional.empty());
        }
        for (String scheme : new String[] {"postgres://", "postgresql://"}) {
            if (url.startsWith(scheme)) {
                return fromWeb(url.substring(scheme.length()));
            }
        }
        throw new IllegalArgumentException(
                "expected jdbc:postgresql://host:port/database or postgres://user:password@host:port/database");
    }

    private static DatabaseUrl fromWeb(String rest) {
        int path = rest.indexOf('/');
        String authority = path < 0 ? rest : rest.substring(0, path);
        int at = authority.lastIndexOf('@');
        String host = authority.substring(at + 1);
        String jdbc = JDBC + "//" + host + (path < 0 ? "/" : rest.substring(path));
        if (at < 0) {
            return new DatabaseUrl(withRewrite(jdbc), Optional.empty(), Optional.empty());
        }
        String who = authority.substring(0, at);
        int colon = who.indexOf(':');
        Optional<String> user = Optional.of(decoded(colon < 0 ? who : who.substring(0, colon)));
        Optional<String> password = colon < 0 ? Optional.empty() : Optional.of(decoded(who.substring(colon + 1)));
        return new DatabaseUrl(withRewrite(jdbc), user, password);
    }

    private static String withRewrite(String url) {
        int question = url.indexOf('?');
        StringBuilder kept = new StringBuilder(question < 0 ? url : url.substring(0, question)).append('?');
        if (question >= 0) {
            for (String parameter : url.substring(question + 1).split("&")) {
                if (!parameter.isEmpty() && !parameter.startsWith(REWRITE + "=")) {
                    kept.append(parameter).append('&');
                }
            }
        }
        return kept.append(REWRITE).append("=true").toString();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The server and database without parameters, which may hold a password; for messages and logs. */
    public String shown() {
        return jdbc.substring(JDBC.length(), jdbc.indexOf('?')).replaceFirst("^//", "");
    }

    @Override
    public String toString() {
        return shown();
    }
}
