package io.heddle.api;

import java.util.Locale;
import java.util.regex.Pattern;

/** The textual form of UUIDs, checked strictly: {@link java.util.UUID#fromString} accepts far too much. */
final class UuidText {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private UuidText() {}

    static String checked(String field, String text) {
        String lower = text.length() == 36 ? text.toLowerCase(Locale.ROOT) : text;
        if (!FORM.matcher(lower).matches()) {
            throw new ProblemException(
                    new Problem.InvalidRequest(field, text, "a UUID such as 0193e5ad-7e40-7c21-9a4d-3f1c5e0b8a77"));
        }
        return lower;
    }
}
