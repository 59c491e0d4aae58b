package io.heddle.proof;

import static org.assertj.core.api.Assertions.fail;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may see what. Every thread's name, and every secret told to it, begins with its number; every UUID, of a
 * run, task or message, belongs to the thread in whose answers it was seen first; only the ids of checkpoints, which are those
 * of version 6, are unique within their thread alone. A secret also tells which life of its thread it was told in, and dies with it.
 * Thread-safe.
 */
final class Secrets {
    /** For answers whose thread's life is not known. */
    static final int ANY_LIFE = -1;

    private static final Pattern MARK = Pattern.compile("iso-(\\d{4})(?:-life(\\d{2})-[0-9a-f]{8})?");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[1-57][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final Map<String, Integer> owners = new ConcurrentHashMap<>();
    private final String assistant;

    /**
     * @param assistant the only id that all threads share
     */
    Secrets(String assistant) {
        this.assistant = assistant;
    }

    static String threadName(int thread) {
        return "iso-%04d".formatted(thread);
    }

    static String secret(int thread, int life, int salt) {
        return "%s-life%02d-%08x".formatted(threadName(thread), life, salt);
    }

    /** Fails if {@code received} tells {@code thread} anything of another thread or of an earlier life. */
    void check(int thread, int life, String sent, String received) {
        Matcher mark = MARK.matcher(received);
        while (mark.find()) {
            boolean own = Integer.parseInt(mark.group(1)) == thread;
            boolean alive = mark.group(2) == null || life == ANY_LIFE || Integer.parseInt(mark.group(2)) == life;
            if (!own || !alive) {
                fail("thread %d in life %d was told %s%nafter %s%nin %s", thread, life, mark.group(), sent, received);
            }
        }
        Matcher uuid = UUID.matcher(received);
        while (uuid.find()) {
            String id = uuid.group();
            if (!id.equals(assistant) && !sent.contains(id)) {
                Integer owner = owners.putIfAbsent(id, thread);
                if (owner != null && owner != thread) {
                    fail("thread %d was told id %s of thread %d%nafter %s%nin %s", thread, id, owner, sent, received);
                }
            }
        }
    }

    /** Ids seen so far. */
    int ids() {
        return owners.size();
    }
}
