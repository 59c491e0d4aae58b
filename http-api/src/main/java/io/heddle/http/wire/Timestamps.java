package io.heddle.http.wire;

import io.heddle.json.JsonValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as Python servers write them: always six digits and an offset, so that clients may compare them as text. */
final class Timestamps {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Timestamps() {}

    static JsonValue json(@Nullable Instant time) {
        return time == null ? JsonValue.NULL : JsonValue.encode(FORM.format(time));
    }
}
