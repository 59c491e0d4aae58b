package io.heddle.api;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a request about a thread, as far as whoever takes requests knows and wants it kept.
 *
 * @param user null if nobody said
 * @param clientAddress null if it is not kept
 */
public record Access(@Nullable String user, @Nullable String clientAddress) {
    public static final Access UNKNOWN = new Access(null, null);
}
