package io.heddle.thread;

import io.heddle.api.ThreadTtl;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread's past begins, and when it ends.
 *
 * @param rebased the journal row that restates everything, below which nothing is needed; 0 if all rows are
 * @param fork where the thread was copied from; null if it is no copy
 * @param ttl how long it lives; null for ever
 * @param ttlSince when that was set, in milliseconds since the Unix epoch; 0 without
 */
public record Life(
        long rebased, @Nullable Fork fork, @Nullable ThreadTtl ttl, long ttlSince) {
    static final Life NEW = new Life(0, null, null, 0);

    Life rebasedAt(long row) {
        return new Life(row, fork == null ? null : fork.closed(), ttl, ttlSince);
    }

    Life forked(Fork from) {
        return new Life(rebased, from, ttl, ttlSince);
    }

    Life lasting(@Nullable ThreadTtl lifetime, long since) {
        return new Life(rebased, fork, lifetime, lifetime == null ? 0 : since);
    }
}
