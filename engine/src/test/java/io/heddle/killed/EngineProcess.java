package io.heddle.killed;

import com.typesafe.config.ConfigFactory;
import io.heddle.api.Engine;
import io.heddle.api.StreamFrame;
import io.heddle.api.ThreadFrame;
import io.heddle.contract.ContractGraphs;
import io.heddle.contract.Outside;
import io.heddle.runtime.EmbeddedRuntime;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The process that is killed: a durable engine that serves the contract's graphs, and answers one call a connection. It waits
 * for a line on standard input before it opens the engine, and ends when standard input does.
 */
final class EngineProcess {
    static final String FRAME = "frame";
    static final String DONE = "done";
    static final String FAILED = "failed";

    private final Engine engine;

    private EngineProcess(Engine engine) {
        this.engine = engine;
    }

    /** @param arguments the database's URL, user and password, and the folder that is the world outside */
    public static void main(String[] arguments) throws Exception {
        Outside.isAlsoIn(Path.of(arguments[3]));
        ContractGraphs.catalog();
        if (System.in.read() < 0) {
            return;
        }
        Thread.ofPlatform().daemon().start(EngineProcess::endWithTheParent);
        EngineProcess process = new EngineProcess(EmbeddedRuntime.onDatabase(
                ConfigFactory.parseMap(Map.of(
                        "heddle.database.url", arguments[0],
                        "heddle.database.user", arguments[1],
                        "heddle.database.password", arguments[2],
                        "heddle.engine.thread-ttl.sweep-interval", "100ms")),
                ContractGraphs.catalog()));
        try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            while (true) {
                Socket caller = server.accept();
                Thread.startVirtualThread(() -> process.serve(caller));
            }
        }
    }

    private static void endWithTheParent() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            // The parent is gone.
        }
        Runtime.getRuntime().halt(0);
    }

    private void serve(Socket caller) {
        try (caller;
                DataInputStream in = new DataInputStream(new BufferedInputStream(caller.getInputStream()));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(caller.getOutputStream()))) {
            Object part = Engine.class.getMethod(in.readUTF()).invoke(engine);
            Method method = method(in.readUTF(), in.readUTF());
            List<?> arguments = (List<?>) Wire.read(in);
            answer(out, () -> method.invoke(part, arguments.toArray()));
        } catch (IOException | ReflectiveOperationException e) {
            e.printStackTrace();
        }
    }

    private static Method method(String type, String signature) throws ReflectiveOperationException {
        for (Method method : Class.forName(type).getMethods()) {
            if (method.toGenericString().equals(signature)) {
                return method;
            }
        }
        throw new NoSuchMethodException(signature);
    }

    private interface Work {
        @Nullable
        Object done() throws ReflectiveOperationException;
    }

    private static void answer(DataOutputStream out, Work work) throws IOException, ReflectiveOperationException {
        try {
            Object result = work.done();
            if (result instanceof Flow.Publisher<?> frames) {
                stream(out, frames);
                return;
            }
            if (result instanceof CompletionStage<?> stage) {
                result = stage.toCompletableFuture().get();
            }
            out.writeUTF(DONE);
            Wire.write(out, result);
        } catch (InvocationTargetException | ExecutionException e) {
            fail(out, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
    }

    private static void stream(DataOutputStream out, Flow.Publisher<?> frames)
            throws IOException, InterruptedException {
        BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        frames.subscribe(new Flow.Subscriber<Object>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Object frame) {
                told.add(frame);
            }

            @Override
            public void onError(Throwable failure) {
                told.add(failure);
            }

            @Override
            public void onComplete() {
                told.add(DONE);
            }
        });
        while (true) {
            switch (told.take()) {
                case StreamFrame frame -> {
                    out.writeUTF(FRAME);
                    Wire.write(out, frame);
                    out.flush();
                }
                case ThreadFrame frame -> {
                    out.writeUTF(FRAME);
                    Wire.write(out, frame);
                    out.flush();
                }
                case Throwable failure -> {
                    fail(out, failure);
                    out.flush();
                    return;
                }
                case Object end -> {
                    out.writeUTF(DONE);
                    Wire.write(out, null);
                    out.flush();
                    return;
                }
            }
        }
    }

    private static void fail(DataOutputStream out, Throwable failure) throws IOException {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof io.heddle.api.ProblemException)) {
            cause = cause.getCause();
        }
        out.writeUTF(FAILED);
        Wire.write(out, cause);
    }
}
