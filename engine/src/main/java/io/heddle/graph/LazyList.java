package io.heddle.graph;

import io.heddle.json.JsonValue;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/** An unmodifiable list over stored elements that decodes each one when it is looked at, so that reading the last of ten
 * thousand costs one. */
final class LazyList<E> extends AbstractList<E> implements RandomAccess {
    private final List<JsonValue> stored;
    private final Function<JsonValue, E> decode;

    LazyList(List<JsonValue> stored, Function<JsonValue, E> decode) {
        this.stored = stored;
        this.decode = decode;
    }

    @Override
    public E get(int index) {
        return decode.apply(stored.get(index));
    }

    @Override
    public int size() {
        return stored.size();
    }
}
