package io.heddle.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.api.AssistantId;
import io.heddle.api.CheckpointId;
import io.heddle.api.CheckpointView;
import io.heddle.api.CronId;
import io.heddle.api.Problem;
import io.heddle.api.RunId;
import io.heddle.api.RunResult;
import io.heddle.api.StateUpdate;
import io.heddle.api.TenantId;
import io.heddle.api.ThreadId;
import io.heddle.graph.ChannelChange;
import io.heddle.json.JsonValue;
import io.heddle.step.GraphState;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadQuestion;
import io.heddle.thread.ThreadReply;
import io.heddle.thread.ThreadState;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every message, with every component filled and with every one that may be empty left empty. */
class MessageCodecTest {
    private static final JsonValue JSON =
            JsonValue.ofText("{\"price\":1.10,\"id\":12345678901234567890,\"é\":[\" \"]}");

    /** Values of types that check what they hold. */
    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(RunId.class, EventSamples.RUN),
            Map.entry(CronId.class, new CronId(EventSamples.RUN.value())),
            Map.entry(AssistantId.class, EventSamples.ASSISTANT),
            Map.entry(CheckpointId.class, EventSamples.HERE),
            Map.entry(ThreadId.class, new ThreadId("t-1")),
            Map.entry(TenantId.class, TenantId.DEFAULT),
            Map.entry(JsonValue.class, JSON),
            Map.entry(Duration.class, Duration.ofMillis(1_500)),
            Map.entry(Instant.class, Instant.parse("2026-11-22T15:30:00.123456789Z")),
            Map.entry(ThreadState.class, StateSamples.full()));

    /** What only a thread's owner says to itself: it holds states, and never leaves the node. */
    private static final Set<Class<?>> LOCAL =
            Set.of(ThreadCommand.Edit.class, ThreadCommand.BaseLoaded.class, ChannelChange.Restore.class);

    private final MessageCodec codec = new MessageCodec();

    @TestFactory
    Stream<DynamicTest> what_is_sent_arrives() {
        return Stream.of(ThreadReply.class, ThreadQuestion.class, Problem.class, ThreadCommand.class)
                .flatMap(family -> leaves(family)
                        .flatMap(type -> Stream.of(true, false)
                                .map(filled -> DynamicTest.dynamicTest(
                                        family.getSimpleName() + "." + type.getSimpleName()
                                                + (filled ? ", filled" : ", sparse"),
                                        () -> arrives(family, filled(type, filled, 3))))));
    }

    @Test
    void a_result_a_state_and_a_hand_edit_arrive() throws Exception {
        arrives(RunResult.class, filled(RunResult.class, true, 3));
        arrives(StateUpdate.class, filled(StateUpdate.class, true, 3));
        arrives(CheckpointView.class, filled(CheckpointView.class, true, 4));
    }

    @Test
    void text_arrives_byte_by_byte() throws Exception {
        byte[] sent = codec.encode(ThreadReply.class, new ThreadReply.Recorded(JSON));

        ThreadReply.Recorded arrived = (ThreadReply.Recorded) codec.decode(ThreadReply.class, sent);

        assertThat(arrived.result().utf8()).isEqualTo(JSON.utf8());
    }

    @Test
    void what_a_newer_node_adds_is_ignored_and_what_it_alone_knows_is_an_error() throws Exception {
        record Newer(boolean nested, String added) {}
        byte[] grown = codec.encode(Newer.class, new Newer(true, "new"));

        assertThat(codec.decode(ThreadQuestion.OfHead.class, grown)).isEqualTo(new ThreadQuestion.OfHead(true));
        assertThatThrownBy(() -> codec.decode(
                        ThreadReply.class, codec.encode(ThreadQuestion.class, new ThreadQuestion.OfHead(true))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("OfHead");
    }

    private <T> void arrives(Class<T> type, Object message) throws IOException {
        T sent = type.cast(message);

        assertThat(codec.decode(type, codec.encode(type, sent))).isEqualTo(sent);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(MessageCodecTest::leaves)
                : Stream.<Class<?>>of(type).filter(leaf -> !LOCAL.contains(leaf));
    }

    /** A record with something in every component; sparse ones have null where that is allowed. Lists end at {@code depth} 0. */
    private static Object filled(Class<?> type, boolean full, int depth) throws ReflectiveOperationException {
        assertThat(type).as("a message is made of records").matches(Class::isRecord);
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            boolean local = component.getType() == GraphState.class;
            values.add(
                    mayBeNull && (!full || depth == 0 || local)
                            ? null
                            : value(component.getGenericType(), full, depth));
        }
        Constructor<?> canonical = type.getDeclaredConstructor(types);
        canonical.setAccessible(true);
        return canonical.newInstance(values.toArray());
    }

    private static Object value(Type type, boolean full, int depth) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            boolean empty = !full || depth == 0;
            if (raw == Map.class) {
                return empty ? Map.of() : Map.of("key", value(last, true, depth - 1));
            }
            if (raw == Set.class) {
                return empty ? Set.of() : Set.of(value(last, true, depth - 1));
            }
            return empty ? List.of() : elements(last, depth - 1);
        }
        Class<?> plain = (Class<?>) type;
        Object sample = SAMPLES.get(plain);
        if (sample != null) {
            return sample;
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[plain.getEnumConstants().length - 1];
        }
        if (plain == String.class) {
            return full ? "text" : "";
        }
        if (plain.isPrimitive()) {
            return plain == boolean.class
                    ? full
                    : plain == int.class ? (Object) 7 : plain == long.class ? (Object) 7L : 7.5;
        }
        return filled(plain.isSealed() ? leaves(plain).findFirst().orElseThrow() : plain, full, Math.max(0, depth - 1));
    }

    /** One element of each kind there is. */
    private static List<Object> elements(Type type, int depth) throws ReflectiveOperationException {
        List<Object> elements = new ArrayList<>();
        if (type instanceof Class<?> plain && plain.isSealed() && !SAMPLES.containsKey(plain)) {
            for (Class<?> leaf : leaves(plain).toList()) {
                elements.add(filled(leaf, true, Math.max(0, depth)));
            }
        } else {
            elements.add(value(type, true, Math.max(0, depth)));
        }
        return elements;
    }
}
