package io.heddle.readside;

/** Somebody else has projected the same thread at the same time; look again. */
final class MovedMeanwhileException extends RuntimeException {
    MovedMeanwhileException() {
        super("another node projects the same thread; asked again", null, false, false);
    }
}
