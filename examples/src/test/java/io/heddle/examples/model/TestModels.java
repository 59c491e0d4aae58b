package io.heddle.examples.model;

import io.heddle.prebuilt.ChatModel;
import java.time.Duration;

/** Models for tests. */
public final class TestModels {
    private TestModels() {}

    /** The scripted model in a hurry. */
    public static ChatModel scripted() {
        return scripted(Duration.ZERO);
    }

    public static ChatModel scripted(Duration pace) {
        return of(new ModelSettings(null, "http://localhost/v1", "none", Duration.ofSeconds(1), pace));
    }

    public static ChatModel of(ModelSettings settings) {
        return Models.of(settings, SmallTalk::answer);
    }

    /** A model in a hurry that follows a script. */
    public static ChatModel following(Script script) {
        return new ScriptedModel(script, Duration.ZERO);
    }
}
