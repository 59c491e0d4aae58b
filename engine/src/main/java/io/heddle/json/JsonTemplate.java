package io.heddle.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compact JSON text with gaps for values: a document that fits is told by what stands in its gaps. Law: what a document that
 * fits has in its gaps makes the same document again, byte for byte. Immutable.
 */
public final class JsonTemplate {
    private final byte[][] parts;

    /** @param parts the text around the gaps: one more than there are gaps, none empty */
    public JsonTemplate(String... parts) {
        this.parts = new byte[parts.length][];
        for (int i = 0; i < parts.length; i++) {
            this.parts[i] = parts[i].getBytes(StandardCharsets.UTF_8);
        }
    }

    /** What stands in a document's gaps; null if it does not fit. */
    public @Nullable List<JsonSlice> match(JsonValue document) {
        byte[] text = document.utf8();
        if (!stands(parts[0], text, 0)) {
            return null;
        }
        List<JsonSlice> gaps = new ArrayList<>(parts.length - 1);
        int at = parts[0].length;
        for (int i = 1; i < parts.length; i++) {
            int end = at < text.length ? JsonSlice.valueEnd(text, at, text.length) : at;
            if (!stands(parts[i], text, end)) {
                return null;
            }
            gaps.add(new JsonSlice(text, at, end));
            at = end + parts[i].length;
        }
        return at == text.length ? gaps : null;
    }

    /** The document with these values in its gaps, which are as many as there are. */
    public JsonValue filled(List<JsonSlice> gaps) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        for (JsonSlice gap : gaps) {
            size += gap.to() - gap.from();
        }
        byte[] text = new byte[size];
        int at = 0;
        for (int i = 0; i < parts.length; i++) {
            System.arraycopy(parts[i], 0, text, at, parts[i].length);
            at += parts[i].length;
            if (i < parts.length - 1) {
                JsonSlice gap = gaps.get(i);
                System.arraycopy(gap.source(), gap.from(), text, at, gap.to() - gap.from());
                at += gap.to() - gap.from();
            }
        }
        return JsonValue.ofBytes(text);
    }

    private static boolean stands(byte[] part, byte[] text, int at) {
        if (text.length - at < part.length) {
            return false;
        }
        for (int i = 0; i < part.length; i++) {
            if (text[at + i] != part[i]) {
                return false;
            }
        }
        return true;
    }
}
