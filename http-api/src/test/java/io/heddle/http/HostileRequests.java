package io.heddle.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Requests after the rows of an OpenAPI document, spoiled in one way or another: path, query, headers, method, body. What is
 * aimed at a protected thread and could change it is always spoiled beyond acceptance; everything else may happen to be
 * valid and is aimed at threads that nobody minds.
 *
 * @param keep threads and a finished run of each that must stay as they are
 * @param scrap threads that may change
 * @param doomed threads that may go
 * @param made what else there is to be aimed at
 */
record HostileRequests(JsonNode document, List<Target> keep, List<Target> scrap, List<Target> doomed, Made made) {
    private static final List<String> BAD_IDS = List.of(
            "%00",
            "%2e%2e",
            "a%2Fb",
            "a%2500",
            "%25",
            "%ff%fe",
            "%F0%9F%98%80",
            "%20",
            "+",
            "-",
            "%27%3B%20DROP%20TABLE%20threads%3B--",
            "x".repeat(161),
            "x".repeat(1_500),
            "%7Bthread_id%7D",
            "1f1e5fed-12df-6560-8001");
    private static final List<String> VALUES = List.of(
            "",
            "0",
            "1",
            "-1",
            "yes",
            "1e9",
            "99999999999999999999",
            "%00",
            "%ff",
            "[",
            "%5B%22values%22%5D",
            "%5B1%5D",
            "%7B%7D",
            "null",
            "values",
            "debug",
            "pending",
            "rollback",
            "x".repeat(300),
            "%22",
            "a,b");
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "TRACE", "OPTIONS", "HEAD", "BREW", "get");
    private static final List<String> TYPES = List.of(
            "application/xml", "multipart/form-data", "application/x-www-form-urlencoded", "image/png", "text/html");

    /** Their answers have no end, or are refusals with status 200; {@link ThreadProtocolTest} asks for what they refuse. */
    private static final Set<String> APART = Set.of(
            "GET /threads/{thread_id}/stream",
            "GET /threads/{thread_id}/stream/events",
            "POST /threads/{thread_id}/stream/events",
            "POST /threads/{thread_id}/commands");

    /** A thread, a finished run on it, and the checkpoint where that came to rest. */
    record Target(String thread, String run, String checkpoint) {}

    /**
     * Assistants and crons, by id, and ended runs without a thread of the caller's.
     *
     * @param goneAssistants those that may go
     * @param goneCrons those that may go
     */
    record Made(
            List<String> assistants,
            List<String> goneAssistants,
            List<String> crons,
            List<String> goneCrons,
            List<String> runs) {}

    /** A request, and what may be expected of it. */
    record Hostile(String row, String method, String path, byte[] bytes, boolean fatal, boolean unknown) {}

    /** The rows, as method and path. */
    Set<String> rows() {
        Set<String> rows = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> rows.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        rows.removeAll(APART);
        return rows;
    }

    /** The request of one seed. */
    Hostile request(long seed) {
        Random random = new Random(seed);
        String row = pick(random, List.copyOf(rows()));
        String method = row.substring(0, row.indexOf(' '));
        String template = row.substring(row.indexOf(' ') + 1);
        JsonNode operation = document.get("paths").get(template).get(method.toLowerCase(Locale.ROOT));
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        HostileJson json = new HostileJson(document, random);

        boolean harmless = method.equals("GET")
                || template.endsWith("/search")
                || template.endsWith("/count")
                || template.endsWith("/history")
                || template.endsWith("/checkpoint");
        boolean deletes = method.equals("DELETE");
        boolean onKept = template.contains("{thread_id}") && !deletes && random.nextInt(2) == 0;
        boolean fatal = !schema.isMissingNode() && (onKept && !harmless || random.nextInt(4) == 0);
        Target target = pick(random, onKept ? keep : deletes ? doomed : scrap);
        String path = path(random, method, template, target);
        boolean unknown = !fatal && !schema.isMissingNode() && random.nextInt(6) == 0;
        byte[] body = schema.isMissingNode()
                ? new byte[0]
                : fatal ? json.fatal(schema) : unknown ? json.withUnknown(schema) : json.poisoned(schema);
        if (random.nextInt(12) == 0 && !onKept && !deletes) {
            method = pick(random, METHODS);
            unknown = false;
            fatal = false;
        }
        String query = query(random, operation, target);
        return new Hostile(
                row, method, path + query, bytes(random, method, path + query, body, unknown), fatal, unknown);
    }

    private String path(Random random, String method, String template, Target target) {
        StringBuilder path = new StringBuilder();
        for (String part : template.substring(1).split("/")) {
            path.append('/');
            boolean spoiled = random.nextInt(8) == 0;
            path.append(
                    switch (part) {
                        case "{thread_id}" -> spoiled ? pick(random, BAD_IDS) : target.thread();
                        case "{run_id}" ->
                            spoiled && template.endsWith("/stream")
                                    ? pick(random, BAD_IDS).replace("%2e%2e", "%2e") // or it is the thread's stream
                                    : spoiled
                                            ? pick(random, BAD_IDS)
                                            : template.startsWith("/runs") ? pick(random, made.runs()) : target.run();
                        case "{cron_id}" ->
                            spoiled
                                    ? pick(random, BAD_IDS)
                                    : pick(random, method.equals("DELETE") ? made.goneCrons() : made.crons());
                        case "{checkpoint_id}" -> spoiled ? pick(random, BAD_IDS) : target.checkpoint();
                        case "{assistant_id}" -> spoiled ? pick(random, BAD_IDS) : assistant(random, method, template);
                        case "{namespace}" -> spoiled ? pick(random, BAD_IDS) : "talk";
                        case "{asset}" -> spoiled ? pick(random, BAD_IDS) : "start.js";
                        default -> part;
                    });
        }
        return random.nextInt(40) == 0 ? path + pick(random, List.of("/", "//", "/..", "/%2e", "/x")) : path.toString();
    }

    private String assistant(Random random, String method, String template) {
        if (method.equals("DELETE")) {
            return pick(random, made.goneAssistants());
        }
        boolean changes = method.equals("PATCH") || template.endsWith("/latest") || template.endsWith("/versions");
        return changes ? pick(random, made.assistants()) : template.endsWith("{namespace}") ? "nested" : "chat";
    }

    private static String query(Random random, JsonNode operation, Target target) {
        List<String> names = new ArrayList<>(List.of("unknown", "limit", "select", "include"));
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("query")) {
                names.add(parameter.get("name").asText());
                names.add(parameter.get("name").asText());
            }
        }
        StringBuilder query = new StringBuilder();
        for (int i = random.nextInt(3); i > 0; i--) {
            String name = pick(random, names);
            boolean checkpoint = (name.equals("from") || name.equals("to")) && random.nextInt(4) > 0;
            query.append(query.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(checkpoint ? target.checkpoint() : pick(random, VALUES));
        }
        return query.toString();
    }

    private static byte[] bytes(Random random, String method, String path, byte[] body, boolean tame) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        if (body.length > 0) {
            String type = !tame && random.nextInt(10) == 0 ? pick(random, TYPES) : "application/json";
            head.append("Content-Type: ").append(type).append("\r\n");
        }
        if (random.nextInt(10) == 0) {
            head.append("Last-Event-ID: ")
                    .append(pick(random, List.of("-1", "-", "3", "x", "9".repeat(30), "1-0", "-2")))
                    .append("\r\n");
        }
        if (!tame && random.nextInt(50) == 0) {
            head.append("X-Huge: ").append("h".repeat(9_000)).append("\r\n");
        }
        if (random.nextInt(20) == 0) {
            head.append("Prefer: return=minimal\r\nX-Request-Id: ")
                    .append(pick(random, VALUES))
                    .append("\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
