package io.heddle.webhook;

import io.heddle.api.Interrupt;
import io.heddle.api.RunError;
import io.heddle.api.RunResult;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import java.time.Instant;

/** What is told of a run's end: section 13.1 of the protocol. Pure. */
final class WebhookPayload {
    private WebhookPayload() {}

    static JsonValue of(RunView run, RunResult result) {
        RunStatus status = result.status();
        JsonAssembly json = new JsonAssembly()
                .openObject()
                .member("run_id", run.id().value())
                .member("thread_id", run.thread().thread().value())
                .member("assistant_id", run.assistant().value())
                .member("created_at", run.createdAt().toString())
                .member("updated_at", run.updatedAt().toString())
                .member("status", status.wire())
                .member("metadata", run.metadata())
                .member("kwargs", run.kwargs())
                .member("multitask_strategy", run.strategy().wire())
                .member("run_started_at", run.createdAt().toString())
                .member("run_ended_at", run.updatedAt().toString())
                .member("values", values(result));
        RunError error = result.error();
        if (error != null) {
            json.member("error", error.name() + ": " + error.message());
        }
        return json.closeObject().done();
    }

    /** With the time at which it is sent, which each attempt has of its own. */
    static JsonValue sentAt(JsonValue payload, Instant now) {
        return payload.with("webhook_sent_at", JsonValue.encode(now.toString()));
    }

    private static JsonValue values(RunResult result) {
        return result.isPaused() ? Interrupt.beside(result.values(), result.interrupts()) : result.values();
    }
}
