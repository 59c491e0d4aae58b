package io.heddle.bench.subject;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * What is said in a turn: a hundred bytes by the user, two hundred by the assistant. Made of words, and often enough different
 * that nothing is stored smaller than people's talk would be.
 */
public final class Texts {
    /** What every assistant's text begins with. */
    static final String ANSWER = "Answer: ";

    private static final int VARIANTS = 512;
    private static final int USER_BYTES = 100;
    private static final int ASSISTANT_BYTES = 200;
    private static final String[] SAID = variants(1, "", USER_BYTES);
    private static final String[] ANSWERED = variants(2, ANSWER, ASSISTANT_BYTES);

    private Texts() {}

    public static String user() {
        return SAID[ThreadLocalRandom.current().nextInt(VARIANTS)];
    }

    public static String assistant() {
        return ANSWERED[ThreadLocalRandom.current().nextInt(VARIANTS)];
    }

    /** Both messages as JSON, side by side. */
    static String turnJson() {
        return "{\"type\":\"human\",\"content\":\"%s\"},{\"type\":\"ai\",\"content\":\"%s\"}"
                .formatted(user(), assistant());
    }

    static byte[] turn() {
        return (user() + assistant()).getBytes(StandardCharsets.UTF_8);
    }

    private static String[] variants(long seed, String begin, int bytes) {
        Random random = new Random(seed);
        String[] words = IntStream.range(0, 2_000).mapToObj(i -> word(random)).toArray(String[]::new);
        return IntStream.range(0, VARIANTS)
                .mapToObj(i -> sentence(random, words, begin, bytes))
                .toArray(String[]::new);
    }

    private static String sentence(Random random, String[] words, String begin, int bytes) {
        StringBuilder text = new StringBuilder(begin);
        while (text.length() < bytes) {
            text.append(words[random.nextInt(words.length)]).append(' ');
        }
        return text.substring(0, bytes);
    }

    private static String word(Random random) {
        return random.ints(2 + random.nextInt(8), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
