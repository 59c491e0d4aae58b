package io.heddle.http.wire;

import io.heddle.api.RunId;
import io.heddle.api.ThreadId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * New ids for threads and runs: UUIDs of version 7 (RFC 9562, section 5.7), which sort by the millisecond they were made in
 * and cannot be guessed. Thread-safe.
 */
public final class FreshIds {
    private static final SecureRandom RANDOM = new SecureRandom();

    private FreshIds() {}

    public static ThreadId thread() {
        return new ThreadId(uuid(System.currentTimeMillis()).toString());
    }

    public static RunId run() {
        return RunId.of(uuid(System.currentTimeMillis()));
    }

    static UUID uuid(long epochMillis) {
        byte[] random = new byte[Short.BYTES + Long.BYTES];
        RANDOM.nextBytes(random);
        ByteBuffer bits = ByteBuffer.wrap(random);
        long high = (epochMillis << 16) | 0x7000L | (bits.getShort() & 0xFFF);
        long low = (bits.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
