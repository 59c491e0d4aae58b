package io.heddle.proof;

import static io.heddle.proof.ProofGraphs.FAIL;
import static io.heddle.proof.ProofGraphs.HOLD;
import static io.heddle.proof.ProofGraphs.echo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.heddle.proof.Events.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a thread's owner does with runs, and what must come of it.
 *
 * @param delete deletes the thread
 */
record RunVisits(OwnThread my, Caller caller, Runnable delete) {
    private static final List<String> MODES = List.of("values", "updates", "messages", "messages-tuple", "custom");

    void sayAndWait() {
        String text = my.text("say");
        Answer answer = my.at("POST /threads/{thread_id}/runs/wait")
                .body(Bodies.run(text))
                .send(200);
        my.answered(answer.run(), text);
        my.state.assertIs(answer.json());
    }

    void sayAndJoin() {
        String text = my.text("say");
        JsonNode run = my.at("POST /threads/{thread_id}/runs")
                .body(Bodies.run(text))
                .send(200)
                .json();
        assertThat(run.at("/metadata/told").asText()).isEqualTo(text);
        String id = run.get("run_id").asText();
        Answer answer = my.at("GET /threads/{thread_id}/runs/{run_id}/join", id).send(200);
        my.answered(id, text);
        my.state.assertIs(answer.json());
        my.assertRun(
                my.at("GET /threads/{thread_id}/runs/{run_id}", id).send(200).json());
    }

    void sayAndStream() {
        String text = my.text("say");
        List<String> modes =
                MODES.stream().filter(mode -> my.dice.nextBoolean()).collect(Collectors.toCollection(ArrayList::new));
        if (modes.isEmpty()) {
            modes.add("values");
        }
        String more = "\"stream_mode\":[%s],\"stream_resumable\":%b"
                .formatted(modes.stream().map(Bodies::quoted).collect(Collectors.joining(",")), my.dice.nextBoolean());
        Answer answer = my.at("POST /threads/{thread_id}/runs/stream")
                .body(Bodies.run(text, more))
                .send(200);
        my.answered(answer.run(), text);
        Events events = Events.of(answer.text());
        assertTells(events, modes, text);
        OwnThread.Call again = my.at("GET /threads/{thread_id}/runs/{run_id}/stream", answer.run());
        assertThat(Events.of(again.header("Last-Event-ID", "-1").send(200).text()))
                .isEqualTo(events);
        long seen = events.all().get(my.dice.nextInt(events.all().size())).id();
        assertThat(Events.of(again.header("Last-Event-ID", String.valueOf(seen))
                        .send(200)
                        .text()))
                .isEqualTo(events.after(seen));
    }

    private void assertTells(Events events, List<String> modes, String text) {
        assertThat(events.names().getFirst()).isEqualTo("metadata");
        List<Event> values = events.named("values");
        assertThat(values.isEmpty()).isEqualTo(!modes.contains("values"));
        if (!values.isEmpty()) {
            my.state.assertIs(values.getLast().data());
        }
        assertThat(events.named("updates")).hasSize(modes.contains("updates") ? 1 : 0);
        assertThat(events.named("custom").stream()
                        .map(event -> event.data().path("heard").asText()))
                .isEqualTo(modes.contains("custom") ? List.of(text) : List.of());
        assertThat(events.named("messages").stream()
                        .map(event -> event.data().at("/0/content").asText())
                        .collect(Collectors.joining()))
                .isEqualTo(modes.contains("messages-tuple") ? echo(text) : "");
        List<Event> complete = events.named("messages/complete");
        assertThat(complete.isEmpty()).isEqualTo(!modes.contains("messages"));
        if (!complete.isEmpty()) {
            assertThat(complete.getLast().data().at("/0/content").asText()).isEqualTo(echo(text));
        }
    }

    void failAloud() {
        String text = my.text(FAIL);
        String run;
        if (my.dice.nextBoolean()) {
            Answer answer = my.at("POST /threads/{thread_id}/runs/wait")
                    .body(Bodies.run(text))
                    .send(200);
            assertThat(answer.json().at("/__error__/message").asText()).contains(text);
            run = answer.run();
        } else {
            Answer answer = my.at("POST /threads/{thread_id}/runs/stream")
                    .body(Bodies.run(text))
                    .send(200);
            Event last = Events.of(answer.text()).all().getLast();
            assertThat(last.name()).isEqualTo("error");
            assertThat(last.data().path("message").asText()).contains(text);
            run = answer.run();
        }
        my.told(run, text, "error");
        my.status = "error";
    }

    void holdAndCancel() {
        String text = my.text(HOLD);
        Answer held = my.at("POST /threads/{thread_id}/runs")
                .body(Bodies.run(text, "\"stream_mode\":[\"values\",\"custom\"]"))
                .send(200);
        my.told(held.run(), text, "interrupted");
        assertThat(my.at("GET /threads/{thread_id}")
                        .send(200)
                        .json()
                        .get("status")
                        .asText())
                .isEqualTo("busy");
        Answer refused = my.at("POST /threads/{thread_id}/runs")
                .body(Bodies.run(my.text("say"), "\"multitask_strategy\":\"reject\""))
                .refused(409);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        my.at("POST /threads/{thread_id}/state")
                .body(Bodies.edit(my.text("edit")))
                .refused(409);
        Answer queued = my.at("POST /threads/{thread_id}/runs")
                .body(Bodies.run(my.text("say")))
                .send(200);
        HttpResponse<InputStream> open = caller.open(my.at("GET /threads/{thread_id}/runs/{run_id}/stream", held.run())
                .header("Last-Event-ID", "-1")
                .request());
        if (my.dice.nextInt(4) == 0) {
            delete.run();
        } else {
            my.runs.put(queued.run(), "interrupted");
            OwnThread.Call cancel = my.at("POST /threads/{thread_id}/runs/{run_id}/cancel", queued.run());
            cancel.query("wait=1&action=interrupt").send(204);
            cancelHeld(held.run());
        }
        String stream = readToEnd(open);
        my.check(held.run(), stream);
        assertThat(Events.of(stream).named("values")).isNotEmpty();
    }

    private void cancelHeld(String run) {
        OwnThread.Call cancel = my.at("POST /threads/{thread_id}/runs/{run_id}/cancel", run);
        if (my.dice.nextBoolean()) {
            cancel.query("wait=1").send(204);
        } else {
            cancel.send(202);
            Answer joined =
                    my.at("GET /threads/{thread_id}/runs/{run_id}/join", run).send(200);
            my.state.assertIs(joined.json());
        }
    }

    private static String readToEnd(HttpResponse<InputStream> open) {
        try (InputStream body = open.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
