package io.heddle.http.wire;

import java.util.Map;

/**
 * The body that starts a run without a thread of the caller's: that of any run, and {@code on_completion}.
 *
 * @param keep whether the run's own thread stays when the run has ended
 */
public record StatelessBody(RunBody run, boolean keep) {
    private static final Map<String, Boolean> ON_COMPLETION = Words.of("delete", false, "keep", true);

    public static StatelessBody read(Fields body) {
        return new StatelessBody(RunBody.read(body, FreshIds.run()), body.word("on_completion", ON_COMPLETION, false));
    }
}
