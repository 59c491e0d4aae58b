package io.heddle.readside;

import io.heddle.api.ProblemException;
import io.heddle.api.ThreadKey;
import io.heddle.jdbc.JournalSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rows that one thread has in a batch, {@code first} to {@code last}. */
record ThreadSpan(ThreadKey key, long first, long last) {
    private static final String KIND = "thread|";

    /** In one order for all who follow; spans of other kinds are left out. */
    static List<ThreadSpan> of(Collection<JournalSpan> batch) {
        List<ThreadSpan> threads = new ArrayList<>(batch.size());
        for (JournalSpan span : batch) {
            keyOf(span.persistenceId()).ifPresent(key -> threads.add(new ThreadSpan(key, span.first(), span.last())));
        }
        threads.sort(Comparator.comparing(span -> span.key().thread().value()));
        return threads;
    }

    /** The name under which a thread's rows stand in the journal. */
    static String idOf(ThreadKey key) {
        return KIND + key;
    }

    private static Optional<ThreadKey> keyOf(String persistenceId) {
        try {
            return persistenceId.startsWith(KIND)
                    ? Optional.of(ThreadKey.parse(persistenceId.substring(KIND.length())))
                    : Optional.empty();
        } catch (ProblemException noThread) {
            return Optional.empty();
        }
    }
}
