package io.heddle.api;

/** A cron's id: a UUID in its usual lower-case form. */
public record CronId(String value) {
    public CronId {
        value = UuidText.checked("cron_id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
