package io.heddle;

import java.util.concurrent.Flow;

/** The subscription of a stream that never was. */
enum NoFrames implements Flow.Subscription {
    INSTANCE;

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
}
