package io.heddle.collection;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import scala.Function0;
import scala.Tuple2;
import scala.collection.immutable.HashMap;
import scala.collection.immutable.HashMap$;

/**
 * A map whose changes are new maps; reading and changing take time that hardly depends on the size. The order of its entries
 * follows from its keys alone, whatever the order in which they came. Immutable, without nulls.
 */
public final class PersistentMap<K, V> extends AbstractMap<K, V> {
    private static final PersistentMap<Object, Object> EMPTY = new PersistentMap<>(HashMap$.MODULE$.empty());
    private static final Function0<@Nullable Object> NOTHING = () -> null;

    private final HashMap<K, V> entries;

    private PersistentMap(HashMap<K, V> entries) {
        this.entries = entries;
    }

    @SuppressWarnings("unchecked") // it has no entries
    public static <K, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    public static <K, V> PersistentMap<K, V> of(K key, V value) {
        return PersistentMap.<K, V>empty().plus(key, value);
    }

    public static <K, V> PersistentMap<K, V> from(Map<? extends K, ? extends V> entries) {
        PersistentMap<K, V> all = empty();
        for (Map.Entry<? extends K, ? extends V> entry : entries.entrySet()) {
            all = all.plus(entry.getKey(), entry.getValue());
        }
        return all;
    }

    @Override
    @SuppressWarnings("unchecked") // a key of another type is not found
    public @Nullable V get(@Nullable Object key) {
        return entries.getOrElse((K) key, (Function0<V>) NOTHING);
    }

    @Override
    @SuppressWarnings("unchecked") // as for get
    public boolean containsKey(@Nullable Object key) {
        return entries.contains((K) key);
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public void forEach(BiConsumer<? super K, ? super V> action) {
        entries.foreachEntry((key, value) -> {
            action.accept(key, value);
            return null;
        });
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new Entries();
    }

    public PersistentMap<K, V> plus(K key, V value) {
        return new PersistentMap<>(entries.updated(key, value));
    }

    public PersistentMap<K, V> minus(K key) {
        return entries.contains(key) ? new PersistentMap<>(entries.removed(key)) : this;
    }

    private final class Entries extends AbstractSet<Map.Entry<K, V>> {
        @Override
        public int size() {
            return entries.size();
        }

        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            scala.collection.Iterator<Tuple2<K, V>> all = entries.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public Map.Entry<K, V> next() {
                    Tuple2<K, V> entry = all.next();
                    return Map.entry(entry._1(), entry._2());
                }
            };
        }
    }
}
