package io.heddle.step;

import io.heddle.api.RunError;
import java.util.List;

/** What a run does next. */
public sealed interface Plan {
    /** These tasks are to be handed out; all that can run at once. */
    record Run(List<DueTask> tasks) implements Plan {
        public Run {
            tasks = List.copyOf(tasks);
        }
    }

    /** Nothing is due: the run has come to rest. */
    record Finished() implements Plan {}

    /** It cannot go on. */
    record Failed(RunError error) implements Plan {}
}
