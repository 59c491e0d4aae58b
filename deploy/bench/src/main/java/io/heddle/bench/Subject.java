package io.heddle.bench;

/** What takes turns: some way of making a turn of a conversation durable. Turns of different clients come at the same time. */
interface Subject extends AutoCloseable {
    String name();

    /** Takes one turn and returns when it is durable. */
    void turn(int client) throws Exception;

    /** Turns that are found in the database; must not be fewer than were acknowledged. */
    long kept() throws Exception;

    @Override
    void close();
}
