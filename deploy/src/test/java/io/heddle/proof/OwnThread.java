package io.heddle.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * All that the owner of a thread knows about it, and his only way to speak to it: every answer is shown to {@link Secrets}.
 * For one turn at a time; only the two latest ids may be read by others meanwhile.
 */
final class OwnThread {
    private static final int LANES = 10;
    private static final int REQUESTS_TOLD = 12;

    final int index;
    final String name;
    final Random dice;
    final Map<String, String> metadata = new LinkedHashMap<>();

    /** Runs and how they ended, oldest first. */
    final Map<String, String> runs = new LinkedHashMap<>();

    /** Checkpoints that were seen, and the states they had. */
    final Map<String, Expected> checkpoints = new LinkedHashMap<>();

    boolean exists;
    boolean ran;
    String secret = "";
    String status = "idle";
    Expected state = new Expected();
    volatile String latestRun = "";
    volatile String latestCheckpoint = "";

    private final Deque<String> lately = new ArrayDeque<>();
    private final Caller caller;
    private final Secrets secrets;
    private int life;
    private int said;

    OwnThread(int index, long seed, Caller caller, Secrets secrets) {
        this.index = index;
        this.name = Secrets.threadName(index);
        this.dice = new Random(seed * 31 + index);
        this.caller = caller;
        this.secrets = secrets;
    }

    /** Forgets the last life; its secret may not be heard of again. */
    void beginLife() {
        life++;
        secret = Secrets.secret(index, life, dice.nextInt());
        status = "idle";
        state = new Expected();
        exists = true;
        ran = false;
        runs.clear();
        checkpoints.clear();
        metadata.clear();
        metadata.put("secret", secret);
        metadata.put("lane", lane());
    }

    /** A run that was told {@code text} was accepted, applied its input, and came to this end. */
    void told(String run, String text, String runStatus) {
        runs.put(run, runStatus);
        latestRun = run;
        state.told(text);
        status = "idle";
        ran = true;
    }

    /** The run answered as well. */
    void answered(String run, String text) {
        told(run, text, "success");
        state.answered(text);
    }

    void remember(JsonNode head) {
        String id = head.at("/checkpoint/checkpoint_id").asText("");
        if (!id.isEmpty()) {
            checkpoints.put(id, state.copy());
            latestCheckpoint = id;
        }
    }

    /** Threads of one lane can be searched for together. */
    String lane() {
        return "lane-" + index % LANES;
    }

    /** Something new to say, with the secret in it. */
    String text(String verb) {
        return "%s %s %d".formatted(verb, secret, said++);
    }

    <T> T pick(List<T> some) {
        return some.get(dice.nextInt(some.size()));
    }

    String pickCheckpoint() {
        return pick(List.copyOf(checkpoints.keySet()));
    }

    /** The last requests and how they were answered. */
    String lately() {
        return String.join("\n", lately);
    }

    void assertThread(JsonNode thread) {
        assertThat(thread.get("thread_id").asText()).isEqualTo(name);
        metadata.forEach((key, value) ->
                assertThat(thread.get("metadata").path(key).asText()).isEqualTo(value));
        assertThat(thread.get("metadata").size()).isEqualTo(metadata.size() + (ran ? 2 : 0));
        assertThat(thread.get("status").asText()).isEqualTo(status);
        state.assertIs(thread.get("values"));
    }

    void assertRun(JsonNode run) {
        assertThat(run.get("thread_id").asText()).isEqualTo(name);
        assertThat(run.get("status").asText())
                .as(run.toString())
                .isEqualTo(runs.get(run.get("run_id").asText()));
    }

    /** Fails if {@code received} holds what this thread must not know. */
    void check(String sent, String received) {
        secrets.check(index, life, sent, received);
    }

    /** A request to this thread. */
    Call at(String endpoint, String... more) {
        return to(endpoint, Stream.concat(Stream.of(name), Stream.of(more)).toArray(String[]::new));
    }

    /** A request with any parameters. */
    Call to(String endpoint, String... parameters) {
        return new Call(Request.to(endpoint, parameters).header("X-Request-Id", name + "." + life));
    }

    /** A request of this thread's owner. */
    final class Call {
        private final Request request;

        private Call(Request request) {
            this.request = request;
        }

        Call body(String json) {
            return new Call(request.body(json));
        }

        Call query(String query) {
            return new Call(request.query(query));
        }

        Call header(String header, String value) {
            return new Call(request.header(header, value));
        }

        Request request() {
            return request;
        }

        /** Sends it, expects this status, and looks for what others must not know. */
        Answer send(int expected) {
            return sent().expect(expected);
        }

        /** The same, for a refusal. */
        Answer refused(int expected) {
            return sent().expectRefusal(expected);
        }

        private Answer sent() {
            if (lately.size() == REQUESTS_TOLD) {
                lately.removeFirst();
            }
            Answer answer = caller.send(request);
            lately.addLast(request + " -> " + answer.status());
            check(request.toString(), answer.headers().map() + " " + answer.text());
            return answer;
        }
    }
}
