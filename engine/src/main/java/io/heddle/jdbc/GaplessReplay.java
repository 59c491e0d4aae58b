package io.heddle.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Replays the events of one persistence id page by page, and fails at a missing number instead of stopping there.
 *
 * <p>Immutable. Only a prefix may be missing, and only when replay starts at the very beginning: purging removes what lies
 * below an event that restates everything. Any other gap means that rows were lost; a state folded across it would be wrong
 * without a sign, so recovery refuses.
 */
final class GaplessReplay {

    private final String persistenceId;
    private final long last;
    private final Pages pages;

    GaplessReplay(String persistenceId, long last, Pages pages) {
        this.persistenceId = persistenceId;
        this.last = last;
        this.pages = pages;
    }

    /** Rows from the first number on, in order, one page at most; none above the second. */
    @FunctionalInterface
    interface Pages {
        CompletionStage<RecoveryRows.Page> read(long first, long last);
    }

    /** @param first one above the snapshot's number, or 1 */
    Source<RecoveryRows.Row, NotUsed> startingAt(long first) {
        return Source.unfoldAsync(new Cursor(first, first == 1), this::page).mapConcat(page -> page);
    }

    private CompletionStage<Optional<Pair<Cursor, List<RecoveryRows.Row>>>> page(Cursor cursor) {
        if (cursor.next > last) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        return pages.read(cursor.next, last)
                .thenApply(page -> Optional.of(Pair.create(after(cursor, page), page.rows())));
    }

    private Cursor after(Cursor cursor, RecoveryRows.Page page) {
        long expected = cursor.next;
        boolean mayBegin = cursor.mayBeginLater;
        for (RecoveryRows.Row row : page.rows()) {
            if (row.sequence() != expected && !mayBegin) {
                throw gap(expected, row.sequence());
            }
            mayBegin = false;
            expected = row.sequence() + 1;
        }
        if (page.full()) {
            return new Cursor(page.last() + 1, mayBegin);
        }
        if (expected <= last && !mayBegin) {
            throw gap(expected, last + 1);
        }
        return new Cursor(last + 1, false);
    }

    private IllegalStateException gap(long expected, long found) {
        return new IllegalStateException(
                "the journal of " + persistenceId + " lacks #" + expected + " to #" + (found - 1)
                        + ": restore these rows from a backup; going on without them would rebuild a wrong state");
    }

    private record Cursor(long next, boolean mayBeginLater) {}
}
