package io.heddle.examples.model;

import io.heddle.prebuilt.ChatModel;
import io.heddle.testkit.ScriptedModel;

/** Models for tests. */
public final class TestModels {
    private TestModels() {}

    /** What the examples talk to when there is no key, in a hurry. */
    public static ScriptedModel smallTalk() {
        return ScriptedModel.following(SmallTalk::answer);
    }

    public static ChatModel of(ModelSettings settings) {
        return Models.of(settings, SmallTalk::answer);
    }
}
