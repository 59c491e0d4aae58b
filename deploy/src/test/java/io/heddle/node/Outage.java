package io.heddle.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Where the server is, for clients that must wait while there is none. Thread-safe. */
final class Outage {
    private final AtomicReference<CompletableFuture<Client>> server = new AtomicReference<>(new CompletableFuture<>());

    /** To be called before the server goes, so that nobody runs against a dead one in a circle. */
    void begins() {
        server.set(new CompletableFuture<>());
    }

    void ends(Client client) {
        server.get().complete(client);
    }

    Client awaitServer() {
        return server.get().copy().orTimeout(90, TimeUnit.SECONDS).join();
    }
}
