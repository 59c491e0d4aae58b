package io.heddle.graph;

import com.fasterxml.jackson.core.JacksonException;
import io.heddle.api.ProblemException;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which failures may be gone when the same is tried again, if nobody says otherwise; in words at {@link Retry#upTo}. */
final class Transient {
    private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d(?!\\d).*");
    private static final List<Class<? extends Exception>> MISTAKES = List.of(
            IllegalArgumentException.class,
            IllegalStateException.class,
            NullPointerException.class,
            ClassCastException.class,
            ArrayStoreException.class,
            IndexOutOfBoundsException.class,
            NegativeArraySizeException.class,
            ArithmeticException.class,
            NoSuchElementException.class,
            UnsupportedOperationException.class,
            ConcurrentModificationException.class,
            DateTimeException.class,
            CloneNotSupportedException.class,
            ReflectiveOperationException.class,
            InterruptedException.class,
            FileNotFoundException.class,
            JacksonException.class,
            ProblemException.class);

    private Transient() {}

    static boolean isTransient(Throwable failure) {
        if (!(failure instanceof Exception)) {
            return false;
        }
        OptionalInt status = status(failure);
        if (status.isPresent()) {
            return status.getAsInt() >= 500 || status.getAsInt() == 408 || status.getAsInt() == 429;
        }
        Throwable cause = failure.getCause();
        Throwable told = failure instanceof UncheckedIOException && cause != null ? cause : failure;
        boolean aboutFiles = told.getClass().getPackageName().equals("java.nio.file");
        return !aboutFiles && MISTAKES.stream().noneMatch(mistake -> mistake.isInstance(told));
    }

    /** The HTTP status that a failure, or what caused it, tells of. */
    private static OptionalInt status(Throwable failure) {
        int depth = 0;
        for (Throwable told = failure; told != null && depth < 16; told = told.getCause()) {
            for (String method : List.of("statusCode", "getStatusCode")) {
                OptionalInt status = status(told, method);
                if (status.isPresent()) {
                    return status;
                }
            }
            depth++;
        }
        return OptionalInt.empty();
    }

    private static OptionalInt status(Throwable told, String method) {
        try {
            Matcher text = STATUS.matcher(
                    String.valueOf(told.getClass().getMethod(method).invoke(told)));
            return text.matches()
                    ? OptionalInt.of(Integer.parseInt(text.group().substring(0, 3)))
                    : OptionalInt.empty();
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            return OptionalInt.empty();
        }
    }
}
