package io.heddle.examples.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A response body that fails when it stays silent too long; the JDK's own request timeout ends with the headers. */
final class ImpatientStream extends FilterInputStream {
    private final Duration patience;
    private volatile boolean late;

    ImpatientStream(InputStream body, Duration patience) {
        super(body);
        this.patience = patience;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var alarm = new CompletableFuture<Void>().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
        alarm.thenRun(this::giveUp);
        try {
            int count = super.read(buffer, offset, length);
            if (!late) {
                return count;
            }
        } catch (IOException failure) {
            if (!late) {
                throw failure;
            }
        } finally {
            alarm.cancel(false);
        }
        throw new HttpTimeoutException("nothing arrived for " + patience);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Closing the body from outside wakes its reader. */
    private void giveUp() {
        late = true;
        try {
            in.close();
        } catch (IOException alreadyBroken) {
            late = true; // the reader learns of it all the same
        }
    }
}
