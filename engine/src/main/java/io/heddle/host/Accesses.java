package io.heddle.host;

import io.heddle.api.Access;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The requests about one thread, counted.
 *
 * @param last when the last one came
 * @param user who made the last one that named somebody
 * @param clientAddress of the last one that told it
 */
public record Accesses(
        Instant last,
        long count,
        @Nullable String user,
        @Nullable String clientAddress) {
    public static Accesses one(Instant now, Access by) {
        return new Accesses(now, 1, by.user(), by.clientAddress());
    }

    /** These, and others counted beside them. */
    public Accesses and(Accesses other) {
        boolean older = other.last.isBefore(last);
        Accesses late = older ? this : other;
        Accesses early = older ? other : this;
        return new Accesses(
                late.last,
                count + other.count,
                late.user == null ? early.user : late.user,
                late.clientAddress == null ? early.clientAddress : late.clientAddress);
    }
}
