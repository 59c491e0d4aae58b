package io.heddle.api;

import java.util.UUID;

/** A run's id: a UUID in its usual lower-case form. */
public record RunId(String value) implements Comparable<RunId> {
    public RunId {
        value = UuidText.checked("run_id", value);
    }

    public static RunId of(UUID id) {
        return new RunId(id.toString());
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
