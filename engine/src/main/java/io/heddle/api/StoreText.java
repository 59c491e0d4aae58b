package io.heddle.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** What labels and keys of the store have in common: text that every database can hold, in an order that all agree on. */
final class StoreText {
    /** The order of UTF-8 bytes, which is that of code points; {@link String#compareTo} puts emoji before some letters. */
    static final Comparator<String> BY_CODE_POINT =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    private StoreText() {}

    /** Returns {@code text} if it can be a label or a key, and refuses it if not. */
    static String check(String field, String text) {
        if (text.isEmpty()) {
            throw refuse(field, "\"\"", "at least one character");
        }
        if (text.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw refuse(field, text, "text without zero characters and halves of surrogate pairs");
        }
        return text;
    }

    static ProblemException refuse(String field, String found, String expected) {
        return new ProblemException(new Problem.InvalidRequest(field, found, expected));
    }
}
