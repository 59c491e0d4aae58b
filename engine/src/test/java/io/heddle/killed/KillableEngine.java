package io.heddle.killed;

import io.heddle.api.Assistants;
import io.heddle.api.Crons;
import io.heddle.api.Engine;
import io.heddle.api.Runs;
import io.heddle.api.Store;
import io.heddle.api.StreamFrame;
import io.heddle.api.StreamRequest;
import io.heddle.api.ThreadFrame;
import io.heddle.api.ThreadStreamRequest;
import io.heddle.api.Threads;
import io.heddle.jdbc.DatabaseSettings;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An engine in a process that can be killed and is followed by another. Calls that only read or wait are made again when
 * their process dies, and streams go on after the last frame that came; a kill waits for the acknowledgement of writes.
 */
final class KillableEngine implements Engine {
    /** Whoever asks for these again is told the same. */
    private static final Set<String> REPEATABLE = Set.of(
            "get",
            "list",
            "join",
            "stream",
            "cancel",
            "requestCancel",
            "state",
            "stateAt",
            "history",
            "search",
            "count",
            "versions",
            "graph",
            "schemas",
            "listNamespaces");

    private final DatabaseSettings database;
    private final Path outside;
    private final Consumer<String> beforeCalls;
    private final ReadWriteLock writing = new ReentrantReadWriteLock(true);
    private volatile EngineChild current;
    private EngineChild spare;

    /** @param beforeCalls is told the name of each method before it is called; may kill */
    KillableEngine(DatabaseSettings database, Path outside, Consumer<String> beforeCalls) throws IOException {
        this.database = database;
        this.outside = outside;
        this.beforeCalls = beforeCalls;
        this.current = new EngineChild(database, outside);
        this.spare = new EngineChild(database, outside);
        current.open();
    }

    /** SIGKILL, and another process in its place. */
    void kill() throws IOException {
        writing.writeLock().lock();
        try {
            current.kill();
            EngineChild successor = spare;
            spare = new EngineChild(database, outside);
            successor.open();
            current = successor;
        } finally {
            writing.writeLock().unlock();
        }
    }

    @Override
    public Threads threads() {
        return part("threads", Threads.class);
    }

    @Override
    public Runs runs() {
        return part("runs", Runs.class);
    }

    @Override
    public Assistants assistants() {
        return part("assistants", Assistants.class);
    }

    @Override
    public Crons crons() {
        return part("crons", Crons.class);
    }

    @Override
    public Store store() {
        return part("store", Store.class);
    }

    @Override
    public void close() {
        current.kill();
        spare.kill();
    }

    private <T> T part(String name, Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        called(new Call(name, method, arguments == null ? List.of() : Arrays.asList(arguments)))));
    }

    private record Call(String part, Method method, List<@Nullable Object> arguments) {
        boolean repeatable() {
            return REPEATABLE.contains(method.getName());
        }

        Call after(long frame) {
            List<@Nullable Object> all = new ArrayList<>(arguments);
            if (all.removeLast() instanceof StreamRequest request) {
                all.add(new StreamRequest(frame, request.modes()));
            } else {
                ThreadStreamRequest ofThread = (ThreadStreamRequest) arguments.getLast();
                all.add(new ThreadStreamRequest(frame, ofThread.modes(), ofThread.edits()));
            }
            return new Call(part, method, all);
        }

        long after() {
            return arguments.getLast() instanceof StreamRequest request
                    ? request.after()
                    : ((ThreadStreamRequest) arguments.getLast()).after();
        }
    }

    private @Nullable Object called(Call call) throws Throwable {
        beforeCalls.accept(call.method().getName());
        if (Flow.Publisher.class.isAssignableFrom(call.method().getReturnType())) {
            return (Flow.Publisher<Object>) reader -> stream(call, reader);
        }
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                answer.complete(answered(call));
            } catch (Throwable failure) {
                answer.completeExceptionally(failure);
            }
        });
        if (CompletionStage.class.isAssignableFrom(call.method().getReturnType())) {
            return answer;
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private @Nullable Object answered(Call call) throws Throwable {
        if (!call.repeatable()) {
            Lock write = writing.readLock();
            write.lock();
            try {
                return asked(call, frame -> {});
            } finally {
                write.unlock();
            }
        }
        while (true) {
            EngineChild asked = current;
            try {
                return asked(call, frame -> {});
            } catch (IOException e) {
                awaitAnother(asked);
            }
        }
    }

    private void stream(Call call, Flow.Subscriber<? super Object> reader) {
        SubmissionPublisher<Object> frames = new SubmissionPublisher<>(Runnable::run, Flow.defaultBufferSize());
        frames.subscribe(reader);
        Thread.startVirtualThread(() -> {
            long[] last = {call.after()};
            while (true) {
                EngineChild asked = current;
                try {
                    asked(call.after(last[0]), frame -> {
                        last[0] = frame instanceof StreamFrame ofRun ? ofRun.id() : ((ThreadFrame) frame).position();
                        frames.submit(frame);
                    });
                    frames.close();
                    return;
                } catch (IOException e) {
                    awaitAnother(asked);
                } catch (Throwable failure) {
                    frames.closeExceptionally(failure);
                    return;
                }
            }
        });
    }

    /** Returns when a kill is over; a connection that breaks without one is a failure. */
    private void awaitAnother(EngineChild dead) {
        writing.readLock().lock();
        writing.readLock().unlock();
        if (current == dead) {
            throw new CompletionException(new IllegalStateException("the engine's process broke a connection"));
        }
    }

    private @Nullable Object asked(Call call, Consumer<Object> frames) throws Throwable {
        try (Socket socket = current.connect();
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
                DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()))) {
            out.writeUTF(call.part());
            out.writeUTF(call.method().getDeclaringClass().getName());
            out.writeUTF(call.method().toGenericString());
            Wire.write(out, call.arguments());
            out.flush();
            while (true) {
                String kind = in.readUTF();
                Object told = Wire.read(in);
                switch (kind) {
                    case EngineProcess.FRAME -> frames.accept(told);
                    case EngineProcess.FAILED -> throw (Throwable) told;
                    default -> {
                        return told;
                    }
                }
            }
        }
    }
}
