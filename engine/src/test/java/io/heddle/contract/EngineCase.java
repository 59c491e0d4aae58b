package io.heddle.contract;

import static io.heddle.contract.ContractGraphs.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.Engine;
import io.heddle.api.Message;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.api.RunResult;
import io.heddle.api.RunView;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadKey;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A case about an engine that serves {@link ContractGraphs#catalog()}; cases share it and use threads of their own. */
public abstract class EngineCase {
    /** The engine under test. */
    protected abstract Engine engine();

    protected static ThreadKey fresh() {
        return ThreadKey.of("t-" + UUID.randomUUID());
    }

    protected static JsonValue json(String text) {
        return JsonValue.parse(text);
    }

    protected static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    protected static Problem problem(CompletionStage<?> stage) {
        try {
            return org.assertj.core.api.Assertions.fail("expected a problem, got " + get(stage));
        } catch (CompletionException e) {
            Throwable cause = e;
            while (cause.getCause() != null && !(cause instanceof ProblemException)) {
                cause = cause.getCause();
            }
            assertThat(cause).isInstanceOf(ProblemException.class);
            return ((ProblemException) cause).problem();
        }
    }

    protected List<StreamFrame> frames(ThreadKey key, RunId run, StreamRequest request) {
        FrameCollector<StreamFrame> collector = new FrameCollector<>();
        engine().runs().stream(key, run, request).subscribe(collector);
        return collector.await(Duration.ofSeconds(30));
    }

    protected RunView start(ThreadKey key, RunRequest request) {
        return get(engine().runs().start(key, request.creatingThread()));
    }

    protected RunResult run(ThreadKey key, RunRequest request) {
        return get(engine().runs().join(key, start(key, request).id()));
    }

    protected ThreadRef marker(ThreadKey key) {
        return Heddle.over(engine()).thread(ContractGraphs.MARKER, key);
    }

    protected ThreadRef echo(ThreadKey key) {
        return Heddle.over(engine()).thread(ContractGraphs.ECHO, key);
    }

    protected static List<String> texts(View state) {
        return state.get(MESSAGES).stream().map(Message::text).toList();
    }

    protected static List<Long> ids(List<StreamFrame> frames) {
        return new ArrayList<>(frames.stream().map(StreamFrame::id).toList());
    }

    protected static CheckpointId id(CheckpointView view) {
        assertThat(view.id()).isNotNull();
        return view.id();
    }
}
