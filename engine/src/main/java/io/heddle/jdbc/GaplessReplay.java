package io.heddle.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import scala.Tuple2;
import scala.util.Try;

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
    private final int pageSize;
    private final Materializer materializer;

    GaplessReplay(String persistenceId, long last, Pages pages, int pageSize, Materializer materializer) {
        this.persistenceId = persistenceId;
        this.last = last;
        this.pages = pages;
        this.pageSize = pageSize;
        this.materializer = materializer;
    }

    /** Rows from the first number on, in order, one page at most; it may reach as far as the second. */
    @FunctionalInterface
    interface Pages {
        org.apache.pekko.stream.scaladsl.Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> read(
                long first, long last);
    }

    /** @param first one above the snapshot's number, or 1 */
    org.apache.pekko.stream.scaladsl.Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> startingAt(long first) {
        return Source.unfoldAsync(new Cursor(first, first == 1), this::page)
                .mapConcat(page -> page)
                .asScala();
    }

    private CompletionStage<Optional<Pair<Cursor, List<Try<Tuple2<PersistentRepr, Object>>>>>> page(Cursor cursor) {
        if (cursor.next > last) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        return pages.read(cursor.next, last)
                .asJava()
                .runWith(Sink.seq(), materializer)
                .thenApply(rows -> Optional.of(Pair.create(after(cursor, rows), rows)));
    }

    private Cursor after(Cursor cursor, List<Try<Tuple2<PersistentRepr, Object>>> rows) {
        long expected = cursor.next;
        boolean mayBegin = cursor.mayBeginLater;
        for (Try<Tuple2<PersistentRepr, Object>> row : rows) {
            long found = row.get()._1().sequenceNr();
            if (found != expected && !mayBegin) {
                throw gap(expected, found);
            }
            mayBegin = false;
            expected = found + 1;
        }
        if (rows.size() < pageSize && expected <= last && !mayBegin) {
            throw gap(expected, last + 1);
        }
        return rows.size() < pageSize ? new Cursor(last + 1, false) : new Cursor(expected, false);
    }

    private IllegalStateException gap(long expected, long found) {
        return new IllegalStateException(
                "the journal of " + persistenceId + " lacks #" + expected + " to #" + (found - 1)
                        + ": restore these rows from a backup; going on without them would rebuild a wrong state");
    }

    private record Cursor(long next, boolean mayBeginLater) {}
}
