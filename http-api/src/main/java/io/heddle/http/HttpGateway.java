package io.heddle.http;

import io.heddle.api.Engine;
import io.heddle.api.Threads;
import io.heddle.http.middleware.BoundedBody;
import io.heddle.http.middleware.ConnectionLog;
import io.heddle.http.middleware.Cors;
import io.heddle.http.middleware.RequestId;
import io.heddle.http.problem.Refusal;
import io.heddle.http.problem.Refusals;
import io.heddle.http.routes.AssistantRoutes;
import io.heddle.http.routes.Call;
import io.heddle.http.routes.CronRoutes;
import io.heddle.http.routes.DocsRoutes;
import io.heddle.http.routes.Endpoint;
import io.heddle.http.routes.EventPageRoutes;
import io.heddle.http.routes.GraphFlowRoutes;
import io.heddle.http.routes.Router;
import io.heddle.http.routes.RunRoutes;
import io.heddle.http.routes.StateRoutes;
import io.heddle.http.routes.StatelessRoutes;
import io.heddle.http.routes.StoreRoutes;
import io.heddle.http.routes.SystemRoutes;
import io.heddle.http.routes.ThreadRoutes;
import io.heddle.http.routes.ThreadStreamRoutes;
import io.heddle.http.sse.ClientConnection;
import io.heddle.http.sse.LiveReplies;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP face of an engine: binds a port, answers LangGraph's Agent Server protocol, drains, unbinds. Thread-safe.
 *
 * <p>Requests are decoded on Pekko's dispatchers and answered each on a virtual thread, so a handler that waits holds up
 * nobody. Which paths there are is said in {@link io.heddle.http.routes}.
 */
public final class HttpGateway {
    private static final int FLUSH_MILLIS = 300;
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final Executor handlers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());
    private final HttpMetrics metrics = new HttpMetrics();
    private final HttpSettings settings;
    private final Materializer materializer;
    private final LiveReplies replies;
    private final Router router;
    private final Threads threads;
    private final Refusals refusals;
    private final Cors cors;
    private final BoundedBody bodies;
    private final CompletableFuture<ServerBinding> binding = new CompletableFuture<>();
    private volatile boolean draining;

    private HttpGateway(ActorSystem<?> system, Engine engine, HttpSettings settings, Health health) {
        this.settings = settings;
        this.materializer = SystemMaterializer.get(system).materializer();
        this.replies = new LiveReplies(settings.heartbeatInterval(), settings.waitNewlineInterval(), metrics);
        List<Endpoint> endpoints = new ArrayList<>(endpoints(engine, replies, health));
        endpoints.addAll(new GraphFlowRoutes(
                        engine.threads(), engine.runs(), settings.graphFlowAssistant(), settings.graphFlowChannel())
                .endpoints());
        this.router = new Router(endpoints);
        this.threads = engine.threads();
        this.refusals = new Refusals(settings.errorBody());
        this.cors = new Cors(settings.corsOrigins());
        this.bodies = new BoundedBody(settings.maxBody(), settings.bodyTimeout());
    }

    /** Binds the address of {@code settings}; completes when connections are accepted, fails if the port is taken. */
    public static CompletionStage<HttpGateway> bind(
            ActorSystem<?> system, Engine engine, HttpSettings settings, Health health) {
        HttpGateway gateway = new HttpGateway(system, engine, settings, health);
        return Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .withSettings(settings.forPekko(system.settings().config()))
                .logTo(new ConnectionLog())
                .bindFlow(Flow.fromMaterializer((materializer, attributes) -> gateway.connection()))
                .thenApply(bound -> {
                    gateway.binding.complete(bound);
                    return gateway;
                });
    }

    /** Every path the gateway serves. */
    static List<Endpoint> endpoints(Engine engine, LiveReplies replies, Health health) {
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new SystemRoutes(health).endpoints());
        all.addAll(new DocsRoutes().endpoints());
        all.addAll(new AssistantRoutes(engine.assistants(), engine.threads()).endpoints());
        all.addAll(new ThreadRoutes(engine.threads()).endpoints());
        all.addAll(new StateRoutes(engine.threads()).endpoints());
        all.addAll(new RunRoutes(engine.runs(), replies).endpoints());
        all.addAll(new StatelessRoutes(engine.threads(), engine.runs(), replies).endpoints());
        all.addAll(new CronRoutes(engine.crons()).endpoints());
        all.addAll(new StoreRoutes(engine.store()).endpoints());
        all.addAll(new EventPageRoutes(engine.runs(), engine.threads()).endpoints());
        all.addAll(new ThreadStreamRoutes(engine.runs(), engine.threads(), replies).endpoints());
        return List.copyOf(all);
    }

    /** Where it listens; tells the port that was chosen for port 0. */
    public InetSocketAddress address() {
        return binding.join().localAddress();
    }

    public HttpMetrics metrics() {
        return metrics;
    }

    /**
     * Stops accepting connections, refuses new requests on old ones with 503, lets requests in flight finish within the drain
     * deadline, and breaks off event streams and waiting replies without cancelling their runs. Breaks off, because clients
     * take a clean end for the end of the run, and only a broken connection for a reason to come back.
     */
    public CompletionStage<Done> drain() {
        draining = true;
        replies.drain();
        // Termination also breaks off short replies whose last bytes are under way, so these get a moment's start.
        var flushed = CompletableFuture.delayedExecutor(FLUSH_MILLIS, TimeUnit.MILLISECONDS, handlers);
        return unbind().thenComposeAsync(unbound -> binding, flushed)
                .thenCompose(bound -> bound.terminate(settings.drainDeadline()))
                .thenApply(terminated -> Done.getInstance());
    }

    /** Stops accepting connections and leaves those that are open alone. */
    public CompletionStage<Done> unbind() {
        return binding.thenCompose(ServerBinding::unbind);
    }

    /** One client's connection: one request after the other. */
    private Flow<HttpRequest, HttpResponse, NotUsed> connection() {
        ClientConnection connection = new ClientConnection();
        return Flow.of(HttpRequest.class)
                .watchTermination((nothing, over) -> {
                    over.whenComplete((done, failure) -> connection.close());
                    return nothing;
                })
                .mapAsync(1, request -> answer(request, connection));
    }

    private CompletionStage<HttpResponse> answer(HttpRequest request, ClientConnection connection) {
        metrics.requested();
        return route(request, connection).thenApply(response -> {
            metrics.answered(response.status().intValue());
            return cors.decorate(request, RequestId.echo(request, response));
        });
    }

    private CompletionStage<HttpResponse> route(HttpRequest request, ClientConnection connection) {
        Router.Match match;
        try {
            if (draining) {
                throw Refusal.draining();
            }
            if (Cors.isPreflight(request)) {
                request.discardEntityBytes(materializer);
                return CompletableFuture.completedFuture(cors.preflight(request, router.methods(request)));
            }
            match = router.match(request);
        } catch (RuntimeException refused) {
            request.discardEntityBytes(materializer);
            return CompletableFuture.completedFuture(refusals.answer(refused, null));
        }
        @Nullable String threadId = match.parameters().get("thread_id");
        return body(request)
                .thenApplyAsync(body -> call(match, new Call(request, match.parameters(), body, connection)), handlers)
                .exceptionally(failure -> refusals.answer(failure, threadId));
    }

    private HttpResponse call(Router.Match match, Call call) {
        try {
            HttpResponse response = match.endpoint().handler().answer(call);
            if (match.parameters().containsKey("thread_id")) {
                threads.accessed(call.thread(), settings.visitors().of(call.request()));
            }
            return response;
        } catch (Exception failure) {
            return refusals.answer(failure, match.parameters().get("thread_id"));
        } finally {
            metrics.unknownFields(call.unknownFields());
        }
    }

    /** A body where none is expected is thrown away unread. */
    private CompletionStage<byte[]> body(HttpRequest request) {
        if (WITH_BODY.contains(request.method().value())) {
            return bodies.read(request, materializer);
        }
        request.discardEntityBytes(materializer);
        return CompletableFuture.completedFuture(new byte[0]);
    }
}
