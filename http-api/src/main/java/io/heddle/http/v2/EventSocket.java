package io.heddle.http.v2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.heddle.api.ProblemException;
import io.heddle.api.ThreadKey;
import io.heddle.http.wire.BodyJson;
import io.heddle.http.wire.Fields;
import io.heddle.http.wire.Members;
import io.heddle.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * A thread's events and commands over one WebSocket. Every command is answered, in order; the answer to a subscription comes
 * before its events. A client that does not read holds back its own socket and nobody else's. One instance a connection.
 */
public final class EventSocket {
    private static final int LONGEST_COMMAND = 1024 * 1024;
    private static final int SUBSCRIPTIONS = 64;
    private static final Executor HANDLERS = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("command-", 0).factory());

    private final ThreadKey thread;
    private final Commands commands;
    private final ThreadEvents events;
    private final SharedKillSwitch all = KillSwitches.shared("event-socket");
    private final Map<String, SharedKillSwitch> subscriptions = new ConcurrentHashMap<>();

    public EventSocket(ThreadKey thread, Commands commands, ThreadEvents events) {
        this.thread = thread;
        this.commands = commands;
        this.events = events;
    }

    /** What the client sends, to what it is told. Ends when the client has. */
    public Flow<Message, Message, NotUsed> flow() {
        return Flow.fromMaterializer((materializer, attributes) -> connected(materializer))
                .mapMaterializedValue(later -> NotUsed.getInstance());
    }

    private Flow<Message, Message, NotUsed> connected(Materializer materializer) {
        return Flow.of(Message.class)
                .mapAsync(1, message -> text(message, materializer))
                .watchTermination((nothing, over) -> {
                    over.whenComplete((done, failure) -> all.shutdown());
                    return nothing;
                })
                .mapAsync(1, text -> CompletableFuture.supplyAsync(() -> answer(text), HANDLERS))
                .flatMapMerge(SUBSCRIPTIONS + 1, answers -> answers)
                .map(json -> TextMessage.create(json.toString()));
    }

    private static CompletionStage<String> text(Message message, Materializer materializer) {
        if (!message.isText()) {
            message.asBinaryMessage().getStreamedData().runWith(Sink.ignore(), materializer);
            return CompletableFuture.completedFuture("");
        }
        TextMessage text = message.asTextMessage();
        return text.isStrict()
                ? CompletableFuture.completedFuture(text.getStrictText())
                : text.getStreamedText()
                        .limitWeighted(LONGEST_COMMAND, piece -> (long) piece.length())
                        .runFold("", String::concat, materializer);
    }

    private Source<JsonValue, NotUsed> answer(String text) {
        Fields command;
        try {
            command = Fields.ofBody(BodyJson.read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (ProblemException malformed) {
            return Source.single(CommandReply.error(NullNode.getInstance(), thread.thread(), malformed.problem()));
        }
        return switch (command.any("method").asText()) {
            case "subscription.subscribe" -> subscribe(command);
            case "subscription.unsubscribe" -> Source.single(unsubscribe(command));
            default -> Source.single(commands.answer(thread, command));
        };
    }

    private Source<JsonValue, NotUsed> subscribe(Fields command) {
        JsonNode id = command.any("id");
        Fields params = command.inner("params");
        if (params == null || subscriptions.size() >= SUBSCRIPTIONS) {
            String why = params == null
                    ? "params: found nothing, expected channels, namespaces and depth"
                    : "this connection has %d subscriptions; end one first".formatted(SUBSCRIPTIONS);
            return Source.single(CommandReply.error(id, thread.thread(), "invalid_argument", why));
        }
        EventFilter filter;
        try {
            filter = EventFilter.read(params);
        } catch (ProblemException refused) {
            return Source.single(CommandReply.error(id, thread.thread(), refused.problem()));
        }
        String subscription = UUID.randomUUID().toString();
        SharedKillSwitch end = KillSwitches.shared(subscription);
        subscriptions.put(subscription, end);
        JsonValue made = CommandReply.success(
                id,
                thread.thread(),
                new Members()
                        .with("subscription_id", subscription)
                        .with("replayed_events", 0)
                        .json());
        Source<JsonValue, NotUsed> told = Source.lazySource(() -> events.open(thread, filter, ThreadEvents.NOTHING_SEEN)
                        .map(ProtocolEvent::json)
                        .viaMat(end.flow(), Keep.left())
                        .viaMat(all.flow(), Keep.left()))
                .mapMaterializedValue(later -> NotUsed.getInstance());
        return Source.single(made).concat(told);
    }

    private JsonValue unsubscribe(Fields command) {
        Fields params = command.inner("params");
        String named = params == null ? "" : params.any("subscription_id").asText();
        SharedKillSwitch subscription = subscriptions.remove(named);
        if (subscription == null) {
            return CommandReply.error(
                    command.any("id"),
                    thread.thread(),
                    "no_such_subscription",
                    "Subscription \"%s\" is not open.".formatted(named));
        }
        subscription.shutdown();
        return CommandReply.success(command.any("id"), thread.thread(), JsonValue.EMPTY_OBJECT);
    }
}
