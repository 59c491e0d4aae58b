package io.heddle.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An object's members, to be found by name: what nobody asks for is not read. Of one name the last counts. Immutable once made. */
public final class JsonMembers {
    private static final int WIDTH = 4;

    private final byte[] source;
    private int[] places = new int[8 * WIDTH];
    private int size;

    JsonMembers(byte[] source) {
        this.source = source;
    }

    void add(int name, int nameEnd, int value, int valueEnd) {
        int at = size * WIDTH;
        if (at == places.length) {
            places = Arrays.copyOf(places, at * 2);
        }
        places[at] = name;
        places[at + 1] = nameEnd;
        places[at + 2] = value;
        places[at + 3] = valueEnd;
        size++;
    }

    /** The member of that name; null if there is none. */
    public @Nullable JsonSlice get(String name) {
        int found = find(name);
        return found < 0 ? null : value(found);
    }

    /** The string of that name; empty if there is none, or something else than a string. */
    public String text(String name) {
        JsonSlice found = get(name);
        return found != null && found.isText() ? found.text() : "";
    }

    /** Where the member of that name is among the others; -1 if there is none. */
    int find(String name) {
        int at = size - 1;
        while (at >= 0 && !isNamed(at, name)) {
            at--;
        }
        return at;
    }

    int size() {
        return size;
    }

    JsonSlice name(int index) {
        int at = index * WIDTH;
        return new JsonSlice(source, places[at], places[at + 1]);
    }

    JsonSlice value(int index) {
        int at = index * WIDTH;
        return new JsonSlice(source, places[at + 2], places[at + 3]);
    }

    /** Compares letter by letter, so that no name is made a string; one with escapes or beyond ASCII is. */
    private boolean isNamed(int index, String wanted) {
        int from = places[index * WIDTH] + 1;
        int length = places[index * WIDTH + 1] - 1 - from;
        for (int i = 0; i < length; i++) {
            byte letter = source[from + i];
            if (letter < 0 || letter == '\\') {
                return name(index).text().equals(wanted);
            }
            if (i == wanted.length() || letter != wanted.charAt(i)) {
                return false;
            }
        }
        return length == wanted.length();
    }
}
