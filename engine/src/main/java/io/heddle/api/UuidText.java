package io.heddle.api;

import java.util.Locale;

/** The textual form of UUIDs, checked strictly: {@link java.util.UUID#fromString} accepts far too much. */
final class UuidText {
    private static final int LENGTH = 36;

    private UuidText() {}

    static String checked(String field, String text) {
        if (isUuid(text)) {
            return text;
        }
        String lower = text.length() == LENGTH ? text.toLowerCase(Locale.ROOT) : text;
        if (!isUuid(lower)) {
            throw new ProblemException(
                    new Problem.InvalidRequest(field, text, "a UUID such as 0193e5ad-7e40-7c21-9a4d-3f1c5e0b8a77"));
        }
        return lower;
    }

    private static boolean isUuid(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }
}
