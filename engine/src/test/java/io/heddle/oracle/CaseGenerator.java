package io.heddle.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes cases up: the same seed, the same case. Nodes are numbered, edges lead to higher numbers, and the one way back counts
 * its rounds, so every run ends. What a listed deviation is about is left out, so every case must come out equal.
 */
final class CaseGenerator {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** How a node is entered; a join is never mixed with another way in, see the deviations. */
    private enum Entry {
        EDGES,
        JOIN,
        SENDS
    }

    private final Random random;
    private final ObjectNode graph = JSON.objectNode();
    private final ArrayNode edges = graph.putArray("edges");
    private final ObjectNode nodes = graph.putObject("nodes");
    private final ObjectNode routes = graph.putObject("routes");
    private final List<String> names = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private boolean calm;
    private boolean asks;
    private boolean asking;
    private boolean fails;
    private boolean nested;

    private CaseGenerator(long seed) {
        random = new Random(seed);
        random.nextInt();
    }

    static OracleCase of(long seed) {
        CaseGenerator generator = new CaseGenerator(seed);
        generator.shape();
        ObjectNode document = JSON.objectNode();
        document.put("name", "seed " + seed);
        document.set("graph", generator.graph);
        document.set("session", generator.session());
        return new OracleCase(document);
    }

    private void shape() {
        calm = chance(40);
        ObjectNode channels = graph.putObject("channels");
        channels.put("log", "log");
        channels.put("n", "sum");
        channels.put("x", "value");
        channels.put("all", "text");
        channels.put("seen", "set");
        channels.put("messages", "messages");
        int size = 2 + random.nextInt(6);
        for (int i = 0; i < size; i++) {
            names.add("n" + i);
            entries.add(i > 0 && chance(15) ? Entry.SENDS : i > 2 && chance(20) ? Entry.JOIN : Entry.EDGES);
        }
        for (int i = 0; i < size; i++) {
            if (entries.get(i) != Entry.SENDS && chance(12) && (calm || !nested)) {
                nest(i);
            } else {
                behave(i);
            }
            lead(i);
        }
        wayBack();
        defer();
    }

    /** What a node does: always something that shows in the state where and when it ran. */
    private void behave(int i) {
        ObjectNode script = JSON.objectNode();
        ObjectNode write = JSON.objectNode();
        ArrayNode log = write.putArray("log");
        if (entries.get(i) == Entry.SENDS) {
            log.addObject()
                    .putArray("$text")
                    .add(names.get(i) + " got ")
                    .addObject()
                    .put("$arg", true);
        } else {
            log.addObject()
                    .putArray("$text")
                    .add(names.get(i) + " run ")
                    .addObject()
                    .put("$run", true);
            if (chance(25)) {
                log.addObject()
                        .putArray("$text")
                        .add(names.get(i) + " saw ")
                        .addObject()
                        .put("$state", pick("n", "x", "all"));
            }
        }
        if (calm && chance(40)) {
            write.put("n", 1 + random.nextInt(3));
        }
        if (calm && chance(30)) {
            write.put("all", names.get(i));
        }
        if (i == 0 && chance(60)) {
            write.put("x", random.nextInt(3));
        }
        if (chance(20)) {
            String id = "m" + random.nextInt(3);
            write.putArray("messages")
                    .addObject()
                    .put("type", "ai")
                    .put("id", id)
                    .put("content", names.get(i));
        }
        boolean ask = !calm && !asks && chance(30);
        boolean fail = !calm && !asks && !ask && !fails && entries.get(i) != Entry.SENDS && chance(12);
        if (ask) {
            asking = true;
            asks |= chance(50);
            script.putArray("interrupt")
                    .addObject()
                    .putArray("$text")
                    .add(names.get(i) + "? ")
                    .addObject()
                    .put("$arg", true);
            log.addObject().put("$answer", 0);
        }
        if (!chance(8)) {
            script.set("write", write);
        }
        if (chance(12) && later(i) != null) {
            script.set(
                    "goto",
                    chance(50)
                            ? JSON.textNode(later(i))
                            : JSON.arrayNode().add(later(i)).add(later(i)));
        }
        if (fail) {
            fails = true;
            nodes.putArray(names.get(i))
                    .add(JSON.objectNode().put("fail", "boom"))
                    .add(script);
        } else {
            nodes.set(names.get(i), script);
        }
    }

    /** A graph in the graph: a short chain that shares what does not mind being added twice. */
    private void nest(int i) {
        nested = true;
        ObjectNode inner = nodes.putObject(names.get(i)).putObject("graph");
        inner.putObject("channels").put("seen", "set");
        ObjectNode parts = inner.putObject("nodes");
        StringBuilder chain = new StringBuilder("START");
        int length = 1 + random.nextInt(3);
        for (int part = 0; part < length; part++) {
            String name = names.get(i) + (char) ('a' + part);
            chain.append(" -> ").append(name);
            ObjectNode script = parts.putObject(name);
            ArrayNode seen = script.putObject("write").putArray("seen");
            seen.addObject().putArray("$text").add(name + " run ").addObject().put("$run", true);
            if (!calm && !asking && !fails && chance(30)) {
                asking = true;
                asks = true;
                script.putArray("interrupt").add(name + "?");
                seen.addObject().put("$answer", 0);
            }
        }
        inner.putArray("edges").add(chain.toString());
    }

    /** How a node is reached: from the start or from lower numbers, by edges, routes, joins or sends. */
    private void lead(int i) {
        switch (entries.get(i)) {
            case EDGES -> {
                int ways = 1 + random.nextInt(2);
                for (int way = 0; way < ways; way++) {
                    String from = i == 0 || chance(20) ? "START" : names.get(random.nextInt(i));
                    if (chance(25) && !routes.has(from)) {
                        route(from, i);
                    } else {
                        edges.add(from + " -> " + names.get(i));
                    }
                }
            }
            case JOIN -> {
                int one = random.nextInt(i);
                int other = random.nextInt(i);
                edges.add(
                        one == other
                                ? names.get(one) + " -> " + names.get(i)
                                : names.get(one) + " + " + names.get(other) + " -> " + names.get(i));
            }
            case SENDS -> {
                String from = chance(30) ? "START" : names.get(random.nextInt(i));
                if (routes.has(from)) {
                    entries.set(i, Entry.EDGES);
                    edges.add(from + " -> " + names.get(i));
                    return;
                }
                ObjectNode send = JSON.objectNode().put("to", names.get(i));
                ArrayNode items = send.putArray("each");
                int count = random.nextInt(4);
                for (int item = 0; item < count; item++) {
                    items.add(names.get(i) + "-" + (count - item));
                }
                routes.putObject(from).putArray("else").add(send);
            }
        }
    }

    private void route(String from, int i) {
        ObjectNode route = routes.putObject(from);
        route.put("by", pick("n", "x"));
        ObjectNode when = route.putObject("when");
        when.put("1", names.get(i));
        when.put("3", "END");
        String other = later(i);
        if (other == null || chance(30)) {
            route.put("else", names.get(i));
        } else {
            route.putArray("else").add(names.get(i)).add(other);
        }
    }

    /** From the last node back to another, once or twice. */
    private void wayBack() {
        String last = names.getLast();
        int target = random.nextInt(names.size());
        if (!chance(30)
                || nodes.get(last).has("graph")
                || routes.has(last)
                || entries.getLast() != Entry.EDGES
                || entries.get(target) != Entry.EDGES) {
            return;
        }
        ((ObjectNode) graph.get("channels")).put("rounds", "sum");
        for (var script : nodes.get(last).isArray() ? nodes.get(last) : List.of(nodes.get(last))) {
            ((ObjectNode) script).withObject("/write").put("rounds", 1);
        }
        ObjectNode route = routes.putObject(last);
        route.put("by", "rounds");
        route.putObject("when").put("1", names.get(target)).put("2", chance(50) ? names.get(target) : "END");
        route.put("else", "END");
    }

    /** Not where something is sent: LangGraph does not let a deferred node wait for Sends. */
    private void defer() {
        if (entries.contains(Entry.SENDS)) {
            return;
        }
        for (int i = 1; i < names.size(); i++) {
            if (chance(8)) {
                graph.withArray("/deferred").add(names.get(i));
            }
        }
    }

    private ArrayNode session() {
        ArrayNode session = JSON.arrayNode();
        session.add(paused(JSON.objectNode().set("input", input())));
        int more = random.nextInt(5);
        for (int i = 0; i < more; i++) {
            session.add(action());
        }
        return session;
    }

    private ObjectNode action() {
        ObjectNode action = JSON.objectNode();
        int dice = random.nextInt(100);
        if (dice < 15 && !asking && !fails) {
            action.set("input", input());
        } else if (dice < 35) {
            action.put("continue", true);
        } else if (dice < 65) {
            action.put("answer", pick("all", "first", "last"));
        } else if (dice < 80) {
            action.put("continue", true).put("at", 1);
        } else if (dice < 95) {
            return edit(action);
        } else {
            return action.put("read", random.nextInt(12));
        }
        return paused(action);
    }

    /**
     * At an older checkpoint where somebody asks or waits for a join: there a question, or what a join has made due, outlives an
     * edit in one engine only.
     */
    private ObjectNode edit(ObjectNode action) {
        action.putObject("update").putArray("log").add("edit");
        action.put("as", names.get(random.nextInt(names.size())));
        return chance(40) || asking || entries.contains(Entry.JOIN) ? action.put("at", 1) : action;
    }

    private ObjectNode input() {
        ObjectNode input = JSON.objectNode();
        input.putArray("log").add("in");
        if (chance(60)) {
            input.put("x", random.nextInt(4));
        }
        if (chance(30)) {
            input.put("n", random.nextInt(3));
        }
        return input;
    }

    private ObjectNode paused(ObjectNode action) {
        if (chance(12)) {
            action.putArray("before").add(names.get(random.nextInt(names.size())));
        }
        if (chance(8)) {
            action.putArray("after").add(names.get(random.nextInt(names.size())));
        }
        return action;
    }

    /** A node with a higher number that edges may lead to; null if there is none. */
    private String later(int i) {
        for (int j = i + 1; j < names.size(); j++) {
            if (entries.get(j) == Entry.EDGES) {
                return names.get(j);
            }
        }
        return null;
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
