package io.heddle.readside;

import io.heddle.jdbc.JournalRow;

/** A row of a form that only a newer Heddle knows; that one's follower will project it. */
final class NewerRowException extends RuntimeException {
    NewerRowException(JournalRow row) {
        super("row %d of %s has the form \"%s\", which this version of Heddle does not know; finish the upgrade"
                .formatted(row.sequence(), row.persistenceId(), row.manifest()));
    }
}
