package io.heddle.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The owner of one thread: does with it, turn by turn, everything that can be done over HTTP, and knows what must come of it.
 * One turn at a time, guarded by its lock.
 */
final class Visitor {
    private static final int REMEMBERED = 200;
    private static final Duration FOLLOWED = Duration.ofSeconds(30);

    private final Lock turns = new ReentrantLock();
    private final List<Runnable> deck = new ArrayList<>();
    private final OwnThread my;
    private final Caller caller;
    private final Secrets secrets;
    private final List<Visitor> others;

    /**
     * @param others everybody, this one included
     */
    Visitor(int index, long seed, Caller caller, Secrets secrets, List<Visitor> others) {
        this.my = new OwnThread(index, seed, caller, secrets);
        this.caller = caller;
        this.secrets = secrets;
        this.others = others;
        RunVisits runs = new RunVisits(my, caller, this::delete);
        deal(5, runs::sayAndWait);
        deal(3, runs::sayAndJoin);
        deal(6, runs::sayAndStream);
        deal(2, runs::failAloud);
        deal(3, runs::holdAndCancel);
        deal(3, this::readStates);
        deal(2, this::readThread);
        deal(2, this::readHistory);
        deal(1, this::readDifference);
        deal(2, this::readRuns);
        deal(2, this::edit);
        deal(2, this::fork);
        deal(2, this::patch);
        deal(3, this::search);
        StreamVisits streams = new StreamVisits(my);
        deal(2, streams::poll);
        deal(1, streams::command);
        deal(1, streams::measure);
        deal(1, streams::askForTheImpossible);
        deal(3, this::reachForOthers);
        deal(3, this::askForTheImpossible);
        deal(1, this::delete);
    }

    /** Does one thing. */
    void turn() {
        guarded(() -> {
            if (my.exists) {
                my.pick(deck).run();
            } else {
                beBorn();
            }
        });
    }

    /** Reads everything once more. */
    void farewell() {
        guarded(() -> {
            if (my.exists) {
                readThread();
                readStates();
                readRuns();
            } else {
                my.at("GET /threads/{thread_id}").refused(404);
            }
            awaitFound();
        });
    }

    private void beBorn() {
        my.beginLife();
        if (my.dice.nextInt(4) == 0) {
            String text = my.text("say");
            my.metadata.put("told", text);
            Answer answer = my.at("POST /threads/{thread_id}/runs/wait")
                    .body(Bodies.run(text, "\"if_not_exists\":\"create\",\"metadata\":" + Bodies.json(my.metadata)))
                    .send(200);
            my.answered(answer.run(), text);
            my.state.assertIs(answer.json());
        } else {
            OwnThread.Call create = my.to("POST /threads");
            my.assertThread(create.body(Bodies.thread(my.name, my.metadata, "raise"))
                    .send(200)
                    .json());
            create.body(Bodies.thread(my.name, Map.of(), "raise")).refused(409);
            my.assertThread(create.body(Bodies.thread(my.name, Map.of(), "do_nothing"))
                    .send(200)
                    .json());
        }
    }

    private void readStates() {
        JsonNode head = my.at("GET /threads/{thread_id}/state").send(200).json();
        my.state.assertIs(head.get("values"));
        my.remember(head);
        if (!my.checkpoints.isEmpty()) {
            String old = my.pickCheckpoint();
            my.checkpoints
                    .get(old)
                    .assertIs(my.at("GET /threads/{thread_id}/state/{checkpoint_id}", old)
                            .send(200)
                            .json()
                            .get("values"));
            my.checkpoints
                    .get(old)
                    .assertIs(my.at("POST /threads/{thread_id}/state/checkpoint")
                            .body(Bodies.checkpoint(my.name, old))
                            .send(200)
                            .json()
                            .get("values"));
        }
    }

    private void readThread() {
        my.assertThread(my.at("GET /threads/{thread_id}").send(200).json());
    }

    private void readHistory() {
        int limit = 1 + my.dice.nextInt(8);
        boolean get = my.dice.nextBoolean();
        JsonNode history = (get
                        ? my.at("GET /threads/{thread_id}/history").query("limit=" + limit)
                        : my.at("POST /threads/{thread_id}/history").body("{\"limit\":%d}".formatted(limit)))
                .send(200)
                .json();
        assertThat(history.size()).isLessThanOrEqualTo(limit);
        assertThat(history.isEmpty()).isEqualTo(!my.ran);
        if (my.ran) {
            my.state.assertIs(history.at("/0/values"));
            my.remember(history.get(0));
        }
        for (JsonNode entry : history) {
            Expected known =
                    my.checkpoints.get(entry.at("/checkpoint/checkpoint_id").asText());
            if (known != null) {
                known.assertIs(entry.get("values"));
            }
        }
        if (!my.runs.isEmpty()) {
            String run = my.pick(List.copyOf(my.runs.keySet()));
            JsonNode ofRun = my.at("POST /threads/{thread_id}/history")
                    .body("{\"limit\":%d,\"metadata\":{\"run_id\":\"%s\"}}".formatted(REMEMBERED, run))
                    .send(200)
                    .json();
            ofRun.forEach(
                    entry -> assertThat(entry.at("/metadata/run_id").asText()).isEqualTo(run));
        }
    }

    private void readDifference() {
        if (my.checkpoints.isEmpty()) {
            my.at("GET /threads/{thread_id}/diff").refused(422);
            return;
        }
        String old = my.pickCheckpoint();
        JsonNode difference = my.at("GET /threads/{thread_id}/diff")
                .query("from=" + old)
                .send(200)
                .json();
        my.checkpoints.get(old).assertLeadsTo(my.state, difference.get("channels"));
    }

    private void readRuns() {
        JsonNode listed = my.at("GET /threads/{thread_id}/runs")
                .query("limit=" + REMEMBERED)
                .send(200)
                .json();
        List<String> ids = new ArrayList<>();
        for (JsonNode run : listed) {
            ids.add(run.get("run_id").asText());
            my.assertRun(run);
        }
        assertThat(ids.reversed()).isEqualTo(List.copyOf(my.runs.keySet()));
        if (!ids.isEmpty()) {
            my.assertRun(my.at("GET /threads/{thread_id}/runs/{run_id}", my.pick(ids))
                    .send(200)
                    .json());
        }
    }

    /** Writes into the state by hand. */
    private void edit() {
        String text = my.text("edit");
        OwnThread.Call update = my.at("POST /threads/{thread_id}/state");
        if (!my.ran) {
            update.body(Bodies.edit(text)).refused(400);
            return;
        }
        update.body(Bodies.edit(text)).send(200);
        my.state.told(text);
    }

    /** Goes on from an earlier checkpoint. */
    private void fork() {
        if (my.checkpoints.isEmpty()) {
            readStates();
            return;
        }
        String old = my.pickCheckpoint();
        String text = my.text("say");
        Answer answer = my.at("POST /threads/{thread_id}/runs/wait")
                .body(Bodies.run(text, "\"checkpoint_id\":" + Bodies.quoted(old)))
                .send(200);
        my.state = my.checkpoints.get(old).copy();
        my.answered(answer.run(), text);
        my.state.assertIs(answer.json());
    }

    private void patch() {
        String text = my.text("note");
        my.metadata.put("note", text);
        OwnThread.Call patch =
                my.at("PATCH /threads/{thread_id}").body("{\"metadata\":{\"note\":%s}}".formatted(Bodies.quoted(text)));
        if (my.dice.nextBoolean()) {
            my.assertThread(patch.send(200).json());
        } else {
            patch.header("Prefer", "return=minimal").send(204);
            readThread();
        }
    }

    private void search() {
        awaitFound();
        Request lane = Request.to("POST /threads/search")
                .body("{\"metadata\":{\"lane\":%s},\"limit\":10,\"offset\":%d}"
                        .formatted(Bodies.quoted(my.lane()), my.dice.nextInt(80)));
        for (JsonNode entry : caller.send(lane).expect(200).json()) {
            assertThat(entry.at("/metadata/lane").asText()).isEqualTo(my.lane());
            String id = entry.get("thread_id").asText();
            int whose = Integer.parseInt(id.substring(id.indexOf('-') + 1));
            secrets.check(whose, Secrets.ANY_LIFE, lane.toString(), entry.toString());
        }
    }

    /** The index follows; whatever it has at the time, it has nothing of others. */
    private void awaitFound() {
        String own = "{\"metadata\":{\"secret\":%s}}".formatted(Bodies.quoted(my.secret));
        await().atMost(FOLLOWED).untilAsserted(() -> {
            JsonNode found = my.to("POST /threads/search").body(own).send(200).json();
            assertThat(found.size()).as(found.toString()).isEqualTo(my.exists ? 1 : 0);
            assertThat(my.to("POST /threads/count").body(own).send(200).json().asInt())
                    .isEqualTo(found.size());
            if (my.exists) {
                my.assertThread(found.get(0));
            }
        });
    }

    /** What belongs to others is not there, however exactly one knows its id. */
    private void reachForOthers() {
        OwnThread other = others.get((my.index + 1 + my.dice.nextInt(others.size() - 1)) % others.size()).my;
        String run = other.latestRun;
        if (!run.isEmpty()) {
            my.pick(List.of(
                            my.at("GET /threads/{thread_id}/runs/{run_id}", run),
                            my.at("GET /threads/{thread_id}/runs/{run_id}/join", run),
                            my.at("GET /threads/{thread_id}/runs/{run_id}/stream", run)
                                    .header("Last-Event-ID", "-1"),
                            my.at("POST /threads/{thread_id}/runs/{run_id}/cancel", run)
                                    .query("wait=1")))
                    .refused(404);
        }
        String checkpoint = other.latestCheckpoint;
        Answer own = my.at("POST /threads/{thread_id}/history")
                .body("{\"limit\":1000}")
                .send(200);
        boolean alsoOwn = own.text().contains("\"checkpoint_id\":\"" + checkpoint + "\"");
        if (!checkpoint.isEmpty() && !alsoOwn) {
            my.pick(List.of(
                            my.at("GET /threads/{thread_id}/state/{checkpoint_id}", checkpoint),
                            my.at("POST /threads/{thread_id}/state/checkpoint")
                                    .body(Bodies.checkpoint(other.name, checkpoint)),
                            my.at("POST /threads/{thread_id}/runs/wait")
                                    .body(Bodies.run(
                                            my.text("say"), "\"checkpoint_id\":" + Bodies.quoted(checkpoint)))))
                    .refused(404);
        }
    }

    private void askForTheImpossible() {
        my.to("GET /threads/{thread_id}", my.name + "-ghost").refused(404);
        OwnThread.Call start = my.at("POST /threads/{thread_id}/runs");
        start.body("{\"assistant_id\":%s}".formatted(Bodies.quoted(my.secret))).refused(404);
        my.pick(List.of(
                        my.to("POST /threads").body("{\"thread_id\":\"no id, %s\"}".formatted(my.secret)),
                        my.at("GET /threads/{thread_id}/history").query("limit=" + my.secret),
                        my.to("POST /threads/search").body("{\"metadata\":%s}".formatted(Bodies.quoted(my.secret))),
                        start.body(Bodies.run(my.secret, "\"stream_mode\":" + Bodies.quoted(my.secret))),
                        start.body(Bodies.run(my.secret, "\"webhook\":%s".formatted(Bodies.quoted(my.secret)))),
                        start.body("{\"assistant_id\":\"echo\",\"input\":%s}".formatted(Bodies.quoted(my.secret)))))
                .refused(422);
    }

    private void delete() {
        my.at("DELETE /threads/{thread_id}").send(204);
        my.exists = false;
        Stream.of(
                        my.at("GET /threads/{thread_id}"),
                        my.at("GET /threads/{thread_id}/state"),
                        my.at("GET /threads/{thread_id}/history"),
                        my.at("GET /threads/{thread_id}/runs"),
                        my.at("DELETE /threads/{thread_id}"),
                        my.at("POST /threads/{thread_id}/runs/wait").body(Bodies.run(my.text("say"))))
                .forEach(call -> call.refused(404));
    }

    private void deal(int times, Runnable card) {
        for (int i = 0; i < times; i++) {
            deck.add(card);
        }
    }

    private void guarded(Runnable turn) {
        turns.lock();
        try {
            turn.run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("thread %s: %s, after%n%s".formatted(my.name, causes(e), my.lately()), e);
        } finally {
            turns.unlock();
        }
    }

    /** The failure and what led to it, in a line, because reports cut stack traces off. */
    private static String causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::toString)
                .collect(Collectors.joining("; because of "));
    }
}
