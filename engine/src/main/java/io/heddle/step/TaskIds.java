package io.heddle.step;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.StringArgGenerator;
import io.heddle.api.CheckpointId;
import io.heddle.api.RunId;
import io.heddle.api.ThreadKey;
import java.util.UUID;

/** Ids that are functions of where they belong: UUIDs of version 5 (RFC 9562, section 5.5), the same after any crash. */
public final class TaskIds {
    private TaskIds() {}

    /**
     * The id of a node's task at a checkpoint. The thread is part of it because a checkpoint's id is unique within its thread
     * only, and the outside world is given task ids as idempotency keys.
     */
    public static String task(ThreadKey thread, CheckpointId checkpoint, String namespace, String node) {
        return derived(checkpoint.value(), thread + "|" + namespace + "|" + node);
    }

    /** The id of the task of the n-th send at a checkpoint. */
    public static String sent(ThreadKey thread, CheckpointId checkpoint, String namespace, String node, int place) {
        return derived(checkpoint.value(), thread + "|" + namespace + "|" + node + "#" + place);
    }

    /** The id of a question: 32 lower-case hexadecimal digits. */
    public static String ask(String visit, String key) {
        return derived(visit, "ask|" + key).replace("-", "");
    }

    /**
     * The id of the n-th message that a visit's attempt opened or wrote without an id.
     *
     * @param attempt what no other attempt of the visit is called
     */
    public static String message(String visit, String attempt, String kind, int index) {
        return derived(visit, attempt + "|" + kind + "|" + index);
    }

    /** The id of the message that a run closes a tool call with. */
    public static String closing(RunId run, String message, String call) {
        return derived(run.value(), "closing|" + message + "|" + call);
    }

    private static String derived(String namespace, String name) {
        StringArgGenerator generator = Generators.nameBasedGenerator(UUID.fromString(namespace));
        return generator.generate(name).toString();
    }
}
