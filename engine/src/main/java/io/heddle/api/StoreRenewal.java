package io.heddle.api;

/** Whether reading an item that was put for a time starts that time anew. Items without one are not touched. */
public enum StoreRenewal {
    /** As the engine is configured: {@code heddle.engine.store.renew-on-read}, which is to renew. */
    AS_CONFIGURED,
    /** What is read lives on for as long as it was put for. */
    RENEW,
    /** Reading changes nothing. */
    LEAVE;

    /** Whether to renew, where the engine is configured to do so or not. */
    public boolean renews(boolean configured) {
        return this == AS_CONFIGURED ? configured : this == RENEW;
    }
}
