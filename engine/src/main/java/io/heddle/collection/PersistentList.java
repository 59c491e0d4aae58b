package io.heddle.collection;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import scala.collection.SeqOps;
import scala.collection.immutable.Vector;
import scala.collection.immutable.Vector$;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A list whose changes are new lists: adding at the end, reading and replacing by position, and cutting at either end take time
 * that hardly depends on the length; taking one out of the middle takes the length. Immutable, without nulls.
 */
public final class PersistentList<E> extends AbstractList<E> implements RandomAccess {
    private static final PersistentList<Object> EMPTY = new PersistentList<>(Vector$.MODULE$.empty());

    private final Vector<E> elements;

    private PersistentList(Vector<E> elements) {
        this.elements = elements;
    }

    @SuppressWarnings("unchecked") // it has no elements
    public static <E> PersistentList<E> empty() {
        return (PersistentList<E>) EMPTY;
    }

    public static <E> PersistentList<E> from(Collection<? extends E> elements) {
        return PersistentList.<E>empty().plusAll(elements);
    }

    @Override
    public E get(int index) {
        return elements.apply(index);
    }

    @Override
    public int size() {
        return elements.length();
    }

    @Override
    public Iterator<E> iterator() {
        return CollectionConverters.asJava(elements.iterator());
    }

    public PersistentList<E> plus(E element) {
        return new PersistentList<>(vector(operations().appended(element)));
    }

    public PersistentList<E> plusAll(Collection<? extends E> more) {
        return switch (more.size()) {
            case 0 -> this;
            case 1 -> plus(more.iterator().next());
            default -> new PersistentList<>(elements.appendedAll(CollectionConverters.asScala(List.<E>copyOf(more))));
        };
    }

    /** With another element in the place of the one at {@code index}. */
    public PersistentList<E> with(int index, E element) {
        return new PersistentList<>(vector(operations().updated(index, element)));
    }

    /** Without the element at {@code index}. */
    public PersistentList<E> without(int index) {
        return new PersistentList<>(elements.take(index).appendedAll(elements.drop(index + 1)));
    }

    /** Without the first element that equals {@code element}; itself if there is none. */
    public PersistentList<E> minus(E element) {
        int index = indexOf(element);
        return index < 0 ? this : without(index);
    }

    /** The first {@code count} elements; all if there are fewer. */
    public PersistentList<E> first(int count) {
        return count >= size() ? this : new PersistentList<>(elements.take(count));
    }

    /** The last {@code count} elements; all if there are fewer. */
    public PersistentList<E> last(int count) {
        return count >= size() ? this : new PersistentList<>(elements.takeRight(count));
    }

    /** Of what a vector inherits in Scala twice, with two types of result, Java cannot choose one. */
    private SeqOps<E, ?, ?> operations() {
        return elements;
    }

    @SuppressWarnings("unchecked") // a changed vector is a vector
    private static <E> Vector<E> vector(Object changed) {
        return (Vector<E>) changed;
    }
}
