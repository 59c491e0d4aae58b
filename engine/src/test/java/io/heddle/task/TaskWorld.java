package io.heddle.task;

import io.heddle.api.RunId;
import io.heddle.api.StreamEvent;
import io.heddle.api.StreamMode;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Channel;
import io.heddle.graph.Failure;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphBuilder;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.LogChannel;
import io.heddle.graph.MessagesChannel;
import io.heddle.graph.NodeFunction;
import io.heddle.graph.NodeHandle;
import io.heddle.graph.NodeKey;
import io.heddle.graph.OnFailure;
import io.heddle.graph.Update;
import io.heddle.graph.ValueChannel;
import io.heddle.graph.Values;
import io.heddle.json.JsonValue;
import io.heddle.local.LocalStore;
import io.heddle.step.Destination;
import io.heddle.step.DueTask;
import io.heddle.step.Fence;
import io.heddle.step.TaskOutcome;
import io.heddle.step.Visit;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadReply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One task of one node, run under a clock that is moved by hand, and everything that is heard of it. */
final class TaskWorld {
    static final NodeKey<Void> WORK = NodeKey.of("work");
    static final NodeKey<Void> NEXT = NodeKey.of("next");
    static final NodeKey<Failure> MEND = NodeKey.of("mend", Failure.class);
    static final ValueChannel<String> RESULT = Channel.value("result", String.class);
    static final MessagesChannel MESSAGES = Channel.messages("messages");
    static final LogChannel<Failure> FAILURES = Channel.log("failures", Failure.class);
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    final ManualTimer timer = new ManualTimer();
    final List<StreamEvent> heard = new CopyOnWriteArrayList<>();
    final LocalStore store = new LocalStore(() -> NOON);
    final Map<String, JsonValue> recorded = new ConcurrentHashMap<>();
    private final BlockingQueue<TaskOutcome> outcomes = new LinkedBlockingQueue<>();
    private final TaskRunner runner;
    private int handOut = 1;
    private Destination.Sent sent;
    private Recorder recorder = this::record;

    TaskWorld(NodeFunction node, Consumer<NodeHandle> policy) {
        this(graph -> {}, node, policy);
    }

    TaskWorld(Consumer<GraphBuilder> defaults, NodeFunction node, Consumer<NodeHandle> policy) {
        Graph graph = Graph.define("world", 1, g -> {
            defaults.accept(g);
            g.channels(RESULT, MESSAGES, FAILURES)
                    .node(WORK, node, how -> policy.accept(how.mayGoTo(WORK, MEND)))
                    .node(NEXT, (state, context) -> Update.nothing())
                    .worker(MEND, (failure, context) -> Update.nothing())
                    .start(WORK)
                    .after(WORK)
                    .to(NEXT)
                    .after(NEXT)
                    .end()
                    .after(MEND)
                    .end();
        });
        runner = new TaskRunner(
                GraphCatalog.of(graph),
                () -> NOON,
                new TaskThreads() {
                    @Override
                    public void start(String name, Runnable work) {
                        VIRTUAL.start(name, work);
                    }

                    @Override
                    public TaskTimer timer() {
                        return timer;
                    }
                },
                store,
                NodeCache.inMemory(() -> NOON));
    }

    /** The task is handed out for the n-th time. */
    TaskWorld handedOut(int times) {
        handOut = times;
        return this;
    }

    /** The task was sent, with a rule for its failure and a limit in milliseconds. */
    TaskWorld sent(OnFailure rule, long timeout) {
        sent = new Destination.Sent("work", JsonValue.EMPTY_OBJECT, rule, timeout);
        return this;
    }

    TaskWorld recordingWith(Recorder other) {
        recorder = other;
        return this;
    }

    TaskWorld start() {
        begin();
        return this;
    }

    RunningTask begin() {
        EventSink sink = new EventSink() {
            @Override
            public boolean wants(StreamMode mode) {
                return true;
            }

            @Override
            public void emit(StreamEvent event) {
                heard.add(event);
            }
        };
        return runner.start(order(), sink, command -> recorder.ask(command), outcomes::add);
    }

    /** What has been reported; waits for it. */
    TaskOutcome outcome() throws InterruptedException {
        TaskOutcome outcome = outcomes.poll(30, TimeUnit.SECONDS);
        if (outcome == null) {
            throw new AssertionError("no outcome was reported in 30 s");
        }
        return outcome;
    }

    TaskOutcome run() throws InterruptedException {
        start();
        return outcome();
    }

    /** The failure that has been reported. */
    String failure() throws InterruptedException {
        TaskOutcome.Failed failed = (TaskOutcome.Failed) outcome();
        return failed.error().name() + ": " + failed.error().message();
    }

    /** Rings the next alarms, one after the other. */
    void ring(int alarms) throws InterruptedException {
        for (int i = 0; i < alarms; i++) {
            timer.advance(timer.next());
        }
    }

    boolean silent() {
        return outcomes.isEmpty();
    }

    int running() {
        return runner.running();
    }

    CompletableFuture<ThreadReply> record(ThreadCommand command) {
        ThreadCommand.RecordCall call = (ThreadCommand.RecordCall) command;
        JsonValue known = recorded.putIfAbsent(call.call(), call.result());
        return CompletableFuture.completedFuture(new ThreadReply.Recorded(known == null ? call.result() : known));
    }

    private TaskOrder order() {
        String visit = new UUID(1, 2).toString();
        return new TaskOrder(
                ThreadKey.of("thread"),
                RunId.of(new UUID(3, 4)),
                "world",
                "",
                new DueTask("work", visit, visit, handOut, handOut, DueTask.Stage.RUNNING, sent),
                new Fence(1, handOut),
                Values.EMPTY,
                0,
                25,
                JsonValue.EMPTY_OBJECT,
                null,
                Visit.of(recorded, List.of()),
                null,
                NOON.toEpochMilli());
    }
}
