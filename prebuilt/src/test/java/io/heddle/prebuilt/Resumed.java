package io.heddle.prebuilt;

import io.heddle.Heddle;
import io.heddle.api.Resume;
import io.heddle.api.RunCommand;
import io.heddle.api.RunRequest;
import io.heddle.api.ThreadKey;
import io.heddle.graph.Graph;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;

/** A thread whose open question is answered. */
final class Resumed {
    private Resumed() {}

    static View with(Heddle heddle, Graph graph, String thread, String answer) {
        ThreadKey key = ThreadKey.of(thread);
        RunCommand resume = RunCommand.resume(new Resume.Plain(JsonValue.parse(answer)));
        heddle.engine()
                .runs()
                .start(key, RunRequest.of(graph.id(), null).commanding(resume))
                .thenCompose(run -> heddle.engine().runs().join(key, run.id()))
                .toCompletableFuture()
                .join();
        return heddle.thread(graph, thread).state();
    }
}
