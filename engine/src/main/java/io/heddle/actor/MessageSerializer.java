package io.heddle.actor;

import io.heddle.api.RunId;
import io.heddle.api.StateUpdate;
import io.heddle.codec.MessageCodec;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadQuestion;
import io.heddle.thread.ThreadReply;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.List;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Carries what a thread is asked, and its answers, from node to node in the form that {@link MessageCodec} gives them. What an
 * actor says to itself stays on its node and is refused here.
 */
public final class MessageSerializer extends SerializerWithStringManifest {
    /** Sent with each message; never to be changed. */
    static final int IDENTIFIER = 48_621;

    private static final String ASK = "ask";
    private static final String READ = "read";
    private static final String EDIT = "edit";
    private static final String AWAIT_END = "await-end";
    private static final String WAKE = "wake";
    private static final String REPLY = "reply";
    private static final String END = "end";

    private final MessageCodec codec = new MessageCodec();
    private final ActorRefResolver refs;

    /** @param system the one that loads this class */
    public MessageSerializer(ExtendedActorSystem system) {
        this.refs = ActorRefResolver.get(Adapter.toTyped(system));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object message) {
        if (message instanceof ThreadMessage asked) {
            return manifest(asked);
        }
        return message instanceof ThreadReply ? REPLY : END;
    }

    @Override
    public byte[] toBinary(Object message) {
        if (message instanceof ThreadMessage asked) {
            return bytes(asked);
        }
        return message instanceof ThreadReply reply
                ? codec.encode(ThreadReply.class, reply)
                : codec.encode(ThreadMessage.End.class, (ThreadMessage.End) message);
    }

    private static String manifest(ThreadMessage message) {
        return switch (message) {
            case ThreadMessage.Ask m -> ASK;
            case ThreadMessage.Read m -> READ;
            case ThreadMessage.Edit m -> EDIT;
            case ThreadMessage.AwaitEnd m -> AWAIT_END;
            case ThreadMessage.Wake m -> WAKE;
            case ThreadMessage.Stop m -> throw stays(m);
            case ThreadMessage.Reported m -> throw stays(m);
            case ThreadMessage.Compared m -> throw stays(m);
            case ThreadMessage.EditReady m -> throw stays(m);
            case ThreadMessage.Internal m -> throw stays(m);
        };
    }

    private byte[] bytes(ThreadMessage message) {
        return switch (message) {
            case ThreadMessage.Ask m -> codec.encode(Ask.class, new Ask(m.command(), text(m.replyTo())));
            case ThreadMessage.Read m -> codec.encode(Read.class, new Read(m.question(), text(m.replyTo())));
            case ThreadMessage.Edit m -> codec.encode(Edit.class, new Edit(m.supersteps(), text(m.replyTo())));
            case ThreadMessage.AwaitEnd m ->
                codec.encode(AwaitEnd.class, new AwaitEnd(m.run(), m.token(), text(m.replyTo())));
            case ThreadMessage.Wake m -> new byte[0];
            case ThreadMessage.Stop m -> throw stays(m);
            case ThreadMessage.Reported m -> throw stays(m);
            case ThreadMessage.Compared m -> throw stays(m);
            case ThreadMessage.EditReady m -> throw stays(m);
            case ThreadMessage.Internal m -> throw stays(m);
        };
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        try {
            return switch (manifest) {
                case ASK -> {
                    Ask sent = codec.decode(Ask.class, bytes);
                    yield new ThreadMessage.Ask(sent.command(), ref(sent.replyTo()));
                }
                case READ -> {
                    Read sent = codec.decode(Read.class, bytes);
                    yield new ThreadMessage.Read(sent.question(), ref(sent.replyTo()));
                }
                case EDIT -> {
                    Edit sent = codec.decode(Edit.class, bytes);
                    yield new ThreadMessage.Edit(sent.supersteps(), ref(sent.replyTo()));
                }
                case AWAIT_END -> {
                    AwaitEnd sent = codec.decode(AwaitEnd.class, bytes);
                    yield new ThreadMessage.AwaitEnd(sent.run(), sent.token(), ref(sent.replyTo()));
                }
                case WAKE -> new ThreadMessage.Wake();
                case REPLY -> codec.decode(ThreadReply.class, bytes);
                case END -> codec.decode(ThreadMessage.End.class, bytes);
                default -> throw unknown(manifest);
            };
        } catch (NotSerializableException unknown) {
            throw unknown;
        } catch (IOException e) {
            NotSerializableException unreadable = unknown(manifest);
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    private String text(ActorRef<?> ref) {
        return refs.toSerializationFormat(ref);
    }

    private <T> ActorRef<T> ref(String text) {
        return refs.resolveActorRef(text);
    }

    private static IllegalArgumentException stays(ThreadMessage message) {
        return new IllegalArgumentException("does not leave its node: " + message.getClass());
    }

    private static NotSerializableException unknown(String manifest) {
        return new NotSerializableException(
                "a message \"%s\" of another version; let all nodes run the same one".formatted(manifest));
    }

    private record Ask(ThreadCommand command, String replyTo) {}

    private record Read(ThreadQuestion question, String replyTo) {}

    private record Edit(List<List<StateUpdate>> supersteps, String replyTo) {}

    private record AwaitEnd(RunId run, String token, String replyTo) {}
}
