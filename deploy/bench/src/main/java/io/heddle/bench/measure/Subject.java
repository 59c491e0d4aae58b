package io.heddle.bench.measure;

/** What takes turns: some way of making a turn of a conversation durable. Turns of different clients come at the same time. */
public interface Subject extends AutoCloseable {
    String name();

    /** Takes one turn and returns when it is durable. */
    void turn(int client) throws Exception;

    /** Turns that are found in the database; must not be fewer than were acknowledged. */
    long kept() throws Exception;

    /** Returns when everything that turns have left to be done later, such as an index, is done. */
    default void settle() throws Exception {}

    /** Rows and commits of its journal so far; nothing of one that has none. */
    default Commits commits() {
        return Commits.NONE;
    }

    /** Whether it is Heddle; a baseline shows its speed in half the time. */
    default boolean ours() {
        return false;
    }

    @Override
    void close();

    /** How rows went into commits. */
    record Commits(long rows, long commits) {
        public static final Commits NONE = new Commits(0, 0);

        double rowsPerCommitSince(Commits before) {
            return commits == before.commits ? 0 : (double) (rows - before.rows) / (commits - before.commits);
        }
    }
}
