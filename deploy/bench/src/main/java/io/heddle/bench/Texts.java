package io.heddle.bench;

import java.nio.charset.StandardCharsets;

/** What is said in a turn: a hundred bytes by the user, two hundred by the assistant. */
final class Texts {
    static final String USER = "u".repeat(100);
    static final String ASSISTANT = "a".repeat(200);
    static final String TURN_JSON =
            "{\"type\":\"human\",\"content\":\"%s\"},{\"type\":\"ai\",\"content\":\"%s\"}".formatted(USER, ASSISTANT);

    private static final byte[] TURN = (USER + ASSISTANT).getBytes(StandardCharsets.UTF_8);

    private Texts() {}

    static byte[] turn() {
        return TURN;
    }
}
