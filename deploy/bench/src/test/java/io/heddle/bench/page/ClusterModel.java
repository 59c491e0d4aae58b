package io.heddle.bench.page;

import java.util.Locale;

/**
 * From what one node was measured to do to what a large cluster needs. A turn costs the processor time that was measured, on
 * one core of that machine; everything else is arithmetic on the assumptions, each a field here.
 *
 * @param measured of one node
 * @param world what is asked for
 * @param machines what there is
 */
record ClusterModel(Measured measured, World world, Machines machines) {
    /**
     * Of one node, by the bench.
     *
     * @param engineMicros processor time of a turn over HTTP in the node, load generator included
     * @param postgresMicros processor time of a turn in PostgreSQL
     * @param walBytes of a turn, journal, index and snapshots
     * @param tableBytes of all tables for each message
     * @param liveBytes of heap for a thread in memory, beside its state
     * @param stateBytes of heap for each message of it
     * @param wakeMillis of a thread of a hundred messages
     */
    record Measured(
            double engineMicros,
            double postgresMicros,
            double walBytes,
            double tableBytes,
            double liveBytes,
            double stateBytes,
            double wakeMillis) {
        static Measured of(Told report) {
            return new Measured(
                    report.figure("W7", "processor time of a turn over HTTP, this JVM"),
                    report.figure("W1", "processor time of a turn, PostgreSQL"),
                    report.figure("W1", "WAL of a turn, journal")
                            + report.figure("W1", "WAL of a turn, index and snapshots"),
                    report.figure("W2", "tables of a thread of 1000 messages"),
                    report.figure("W4", "a live thread beside its state"),
                    report.figure("W9", "a thread of 1000 messages in memory") * 1_024 / 1_000,
                    report.figure("W9", "a thread of 100 messages woken, p50"));
        }

        /** Threads of some length in each GB of heap. */
        double threadsPerGigabyte(double messages) {
            return (1 << 30) / (liveBytes + messages * stateBytes);
        }

        /** Turns that one core of the machine does each second, with the node and PostgreSQL on it. */
        double turnsPerCore() {
            return 1e6 / (engineMicros + postgresMicros);
        }
    }

    /**
     * What is asked for in the busiest minute.
     *
     * @param threads there are
     * @param messages in each, on average
     * @param talking how many of the threads somebody is talking to
     * @param secondsBetween turns of one of these
     * @param minutesLong a conversation is before it rests
     */
    record World(double threads, double messages, double talking, double secondsBetween, double minutesLong) {}

    /**
     * What there is.
     *
     * @param nodes of the cluster
     * @param cores of a node, and of a database server
     * @param busy how much of a core is planned with
     * @param walMegabytes that one database server may write each second
     * @param terabytes that one may hold
     * @param idleMinutes a thread stays in memory when nobody needs it
     * @param shards of the cluster
     * @param moved shards that one round of balancing may move
     * @param roundSeconds between two of these
     * @param noticeSeconds until a lost node is taken for lost
     * @param recoveries that one node runs at the same time
     */
    record Machines(
            int nodes,
            int cores,
            double busy,
            double walMegabytes,
            double terabytes,
            double idleMinutes,
            int shards,
            int moved,
            double roundSeconds,
            double noticeSeconds,
            int recoveries) {}

    double turnsPerSecond() {
        return world.threads() * world.talking() / world.secondsBetween();
    }

    double liveThreads() {
        return world.threads() * world.talking() * (world.minutesLong() + machines.idleMinutes()) / world.minutesLong();
    }

    double livePerNode() {
        return liveThreads() / machines.nodes();
    }

    double heapGigabytesPerNode() {
        return livePerNode() / measured.threadsPerGigabyte(world.messages());
    }

    double busyCoresPerNode() {
        return turnsPerSecond() / machines.nodes() * measured.engineMicros() / 1e6;
    }

    /** Database servers by processor. */
    double serversByProcessor() {
        return turnsPerSecond() * measured.postgresMicros() / 1e6 / (machines.cores() * machines.busy());
    }

    /** Database servers by what they write. */
    double serversByLog() {
        return turnsPerSecond() * measured.walBytes() / (machines.walMegabytes() * 1e6);
    }

    /** Database servers by what they hold. */
    double serversByDisk() {
        return terabytes() / machines.terabytes();
    }

    /** The journal's parts: threads are divided over them by their keys, so no thread's journal spans two. */
    int journals() {
        return (int) Math.ceil(Math.max(serversByDisk(), Math.max(serversByProcessor(), serversByLog())));
    }

    double terabytes() {
        return world.threads() * world.messages() * measured.tableBytes() / 1e12;
    }

    /** How much more than its share the fullest node has, when shards are as even as whole numbers allow. */
    double imbalance() {
        double share = (double) machines.shards() / machines.nodes();
        return Math.ceil(share) / share - 1;
    }

    /** From a node's coming until it has its share. */
    double joiningSeconds() {
        double share = (double) machines.shards() / (machines.nodes() + 1);
        return Math.ceil(share / machines.moved()) * machines.roundSeconds();
    }

    /** From a node's loss until all its live threads are in memory elsewhere. */
    double takeoverSeconds() {
        double each = livePerNode() / (machines.nodes() - 1);
        return machines.noticeSeconds() + Math.ceil(each / machines.recoveries()) * measured.wakeMillis() / 1e3;
    }

    /** What comes of it, as a table. */
    String told() {
        StringBuilder table = new StringBuilder("| What | Comes to |\n|---|---|\n");
        row(table, "turns a second, whole cluster", "%,.0f", turnsPerSecond());
        row(table, "threads in memory, whole cluster", "%,.0f", liveThreads());
        row(table, "threads in memory, a node", "%,.0f", livePerNode());
        row(table, "heap for them, a node", "%.1f GB", heapGigabytesPerNode());
        row(table, "busy cores, a node of %d".formatted(machines.cores()), "%.1f", busyCoresPerNode());
        row(table, "database servers by processor", "%.1f", serversByProcessor());
        row(table, "database servers by log", "%.1f", serversByLog());
        row(table, "database servers by disk", "%.1f", serversByDisk());
        row(table, "parts of the journal", "%.0f", journals());
        row(table, "threads in a part", "%,.0f", world.threads() / journals());
        row(table, "tables in a part", "%.1f TB", terabytes() / journals());
        row(table, "live threads in a shard", "%,.0f", liveThreads() / machines.shards());
        row(table, "the fullest node above its share", "%.0f %%", imbalance() * 100);
        row(table, "a new node has its share after", "%.0f s", joiningSeconds());
        row(table, "a lost node's live threads are back after", "%.1f s", takeoverSeconds());
        return table.toString();
    }

    private static void row(StringBuilder table, String what, String format, double value) {
        table.append("| ")
                .append(what)
                .append(" | ")
                .append(String.format(Locale.ROOT, format, value))
                .append(" |\n");
    }
}
