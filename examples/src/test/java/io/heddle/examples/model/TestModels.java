package io.heddle.examples.model;

import java.time.Duration;

/** Models for tests. */
public final class TestModels {
    private TestModels() {}

    /** The scripted model in a hurry. */
    public static Model scripted() {
        return scripted(Duration.ZERO);
    }

    public static Model scripted(Duration pace) {
        return Model.of(new ModelSettings(null, "http://localhost/v1", "none", Duration.ofSeconds(1), pace));
    }
}
