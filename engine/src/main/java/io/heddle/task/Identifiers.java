package io.heddle.task;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import io.heddle.api.AssistantId;
import io.heddle.api.RunId;
import io.heddle.api.ThreadId;
import java.util.UUID;

/** Fresh ids: UUIDs of version 7 (RFC 9562, section 5.7) for what is made in time, random ones for messages. Thread-safe. */
public final class Identifiers {
    private static final TimeBasedEpochRandomGenerator ORDERED = Generators.timeBasedEpochRandomGenerator();

    private Identifiers() {}

    public static RunId run() {
        return RunId.of(ORDERED.generate());
    }

    public static ThreadId thread() {
        return new ThreadId(ORDERED.generate().toString());
    }

    public static AssistantId assistant() {
        return new AssistantId(ORDERED.generate().toString());
    }

    public static String message() {
        return UUID.randomUUID().toString();
    }
}
