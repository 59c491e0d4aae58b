package io.heddle.examples.model;

import io.heddle.prebuilt.ChatModel;

/** The language model that the examples talk to. */
public final class Models {
    private Models() {}

    /** The model of {@link ModelSettings}' environment; without a key one that makes small talk. */
    public static ChatModel fromEnvironment() {
        return fromEnvironment(SmallTalk::answer);
    }

    /** The model of {@link ModelSettings}' environment; without a key one that follows the script. */
    public static ChatModel fromEnvironment(Script script) {
        return of(ModelSettings.fromEnvironment(), script);
    }

    static ChatModel of(ModelSettings settings, Script script) {
        return settings.apiKey() == null ? new OfflineModel(script, settings.pace()) : new HttpModel(settings);
    }
}
