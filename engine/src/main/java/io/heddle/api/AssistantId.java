package io.heddle.api;

/** An assistant's id: a UUID in its usual lower-case form. A system assistant's is UUIDv5(OID namespace, graph id). */
public record AssistantId(String value) {
    public AssistantId {
        value = UuidText.checked("assistant_id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
