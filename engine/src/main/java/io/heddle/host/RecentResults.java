package io.heddle.host;

import io.heddle.api.RunId;
import io.heddle.api.RunResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the latest runs of a busy thread have come to: who asks for one a moment after the next has begun need not read the
 * journal. Used by one host at a time.
 */
final class RecentResults {
    private static final int KEPT = 64;

    private final Map<RunId, RunResult> results = new LinkedHashMap<>();

    void keep(RunResult result) {
        results.put(result.run(), result);
        if (results.size() > KEPT) {
            results.remove(results.keySet().iterator().next());
        }
    }

    @Nullable
    RunResult of(RunId run) {
        return results.get(run);
    }
}
