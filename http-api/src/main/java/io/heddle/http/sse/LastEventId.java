package io.heddle.http.sse;

import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import io.heddle.api.StreamRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header by which a reader says what it has already seen. */
public final class LastEventId {
    /** The header's name. */
    public static final String HEADER = "Last-Event-ID";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private LastEventId() {}

    /** Where to go on: {@code -1} and {@code -} mean from the start; without the header only what is still to come. */
    public static long after(Optional<String> header) {
        String seen = header.map(String::strip).orElse("");
        return switch (seen) {
            case "" -> StreamRequest.LIVE;
            case "-", "-1" -> StreamRequest.FROM_START;
            default -> {
                if (!NUMBER.matcher(seen).matches()) {
                    throw new ProblemException(
                            new Problem.InvalidRequest(HEADER, "\"" + seen + "\"", "the id of an event, -1 or -"));
                }
                yield Long.parseLong(seen);
            }
        };
    }
}
