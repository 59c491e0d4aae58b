package io.heddle.thread;

import io.heddle.api.Interrupt;
import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import io.heddle.step.Ask;
import io.heddle.step.DueTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The questions of a thread's tasks, as others see them. */
final class Interrupts {
    private Interrupts() {}

    static Interrupt of(String namespace, DueTask task, Ask ask) {
        return new Interrupt(ask.id(), ask.key(), namespace, task.node(), ask.value(), ask.answer());
    }

    /** All that wait for an answer, outer graphs first. */
    static List<Interrupt> open(ThreadState state) {
        return state.openAsks().stream()
                .map(open -> of(open.namespace(), open.task(), open.ask()))
                .toList();
    }

    /** The open ones by the graph's own tasks: whatever is asked inside a task's graph, the task asks. */
    static JsonValue byTask(ThreadState state) {
        Map<String, List<Interrupt>> tasks = new LinkedHashMap<>();
        for (DueTask task : state.root().due()) {
            List<Interrupt> open = open(state, ThreadState.ROOT, task);
            if (!open.isEmpty()) {
                tasks.put(task.id(), open);
            }
        }
        JsonAssembly out = new JsonAssembly().openObject();
        tasks.forEach((task, open) -> out.member(task, Interrupt.json(open)));
        return out.closeObject().done();
    }

    /** What a task that has not ended waits for, its own questions first, then those of the graph inside it. */
    static List<Interrupt> open(ThreadState state, String namespace, DueTask task) {
        List<Interrupt> open = new ArrayList<>();
        state.graph(namespace).visit(task).open().forEach(ask -> open.add(of(namespace, task, ask)));
        if (task.stage() == DueTask.Stage.INSIDE) {
            Namespaces.inside(state, namespace, task)
                    .ifPresent(child ->
                            state.graph(child).open().forEach(inner -> open.addAll(open(state, child, inner))));
        }
        return open;
    }
}
