package io.heddle.http;

import java.util.Optional;

/** What the node knows about its own health; the gateway only reports it. May block: it is asked on a virtual thread. */
@FunctionalInterface
public interface Health {
    /** A node without anything that could break. */
    Health FINE = () -> Optional.empty();

    /** Why the database cannot be used now; empty if it can. Asked by {@code GET /ok?check_db=1}. */
    Optional<String> databaseFailure();
}
