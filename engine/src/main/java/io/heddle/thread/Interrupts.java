package io.heddle.thread;

import io.heddle.json.JsonAssembly;
import io.heddle.json.JsonValue;
import io.heddle.step.Ask;
import java.util.List;

/** Questions as clients see them. */
final class Interrupts {
    private Interrupts() {}

    /** An array of {@code {"id", "value"}}. */
    static JsonValue shown(List<Ask> asks) {
        JsonAssembly out = new JsonAssembly().openArray();
        for (Ask ask : asks) {
            out.openObject().member("value", ask.value()).member("id", ask.id()).closeObject();
        }
        return out.closeArray().done();
    }
}
