package io.heddle.simulation;

import io.heddle.thread.ThreadEvent;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The dice of one life, and how rough it is. In calm, nothing goes wrong and what comes first happens first. */
final class Storm {
    private static final int MOST = 5;
    private static final double FAVOURED = 0.5;

    private final Random dice;
    private final double chance;
    private final Boundary favourite;
    private final BooleanSupplier aimed;
    private int left;

    private Storm(Random dice, double chance, Boundary favourite, BooleanSupplier aimed) {
        this.dice = dice;
        this.chance = chance;
        this.favourite = favourite;
        this.aimed = aimed;
    }

    static Storm calm() {
        return new Storm(new Random(0), 0, Boundary.AT_REST, () -> false);
    }

    /**
     * Some rough life or other: a few crashes anywhere, and more at one boundary.
     *
     * @param aimed whether the moment is one for that boundary
     */
    static Storm of(long seed, BooleanSupplier aimed) {
        Random dice = new Random(seed);
        return new Storm(dice, 0.005 + dice.nextDouble() * 0.04, Boundary.favouredBy(seed), aimed);
    }

    /** Gathers strength, after which it strikes a few times at most. */
    void gathers() {
        left = rough() ? dice.nextInt(MOST + 1) : 0;
    }

    /** Whether an owner is cut off here. */
    boolean strikes(Boundary boundary) {
        if (left == 0) {
            return false;
        }
        boolean struck = dice.nextDouble() < (boundary == favourite && aimed.getAsBoolean() ? FAVOURED : chance);
        left -= struck ? 1 : 0;
        return struck;
    }

    /** Where an owner is cut off around the write of these events; null if it is not. */
    @Nullable
    Boundary strikesAt(List<ThreadEvent> events, boolean before) {
        for (ThreadEvent event : events) {
            Boundary special = Boundary.of(event, before);
            if (special != null && strikes(special)) {
                return special;
            }
        }
        Boundary plain = before ? Boundary.BEFORE_WRITE : Boundary.AFTER_WRITE;
        return strikes(plain) ? plain : null;
    }

    /** Something that happens every {@code times}-th time in a rough life, and never in calm. */
    boolean oneIn(int times) {
        return rough() && dice.nextInt(times) == 0;
    }

    /** One of several; the first in calm. */
    <T> T any(List<T> several) {
        return several.get(rough() ? dice.nextInt(several.size()) : 0);
    }

    /** How far the clock moves from one thing to the next, in milliseconds. */
    int ticks() {
        return !rough() ? 1 : dice.nextInt(10) == 0 ? -dice.nextInt(10_000) : dice.nextInt(500);
    }

    private boolean rough() {
        return chance > 0;
    }
}
