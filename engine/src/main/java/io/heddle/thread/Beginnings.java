package io.heddle.thread;

/** What a thread begins with: as a copy, without its past, or, once it is deleted, with nothing. Part of the evolver. */
final class Beginnings {
    private Beginnings() {}

    static ThreadState tombstone(ThreadState state, ThreadEvent.ThreadDeleted deleted, Position position) {
        ThreadStateBuilder empty = new ThreadStateBuilder(state.key());
        empty.sequence = state.sequence();
        empty.incarnation = deleted.incarnation();
        empty.epoch = deleted.epoch();
        empty.dispatches = deleted.dispatches();
        empty.tick = deleted.tick();
        empty.newest = deleted.tick();
        empty.lastPlace = state.lastPlace();
        empty.updatedAt = position.at();
        empty.life = Life.NEW.rebasedAt(state.life().rebased());
        return empty.build();
    }

    static void fork(ThreadStateBuilder next, ThreadState base, Position position) {
        next.exists = true;
        next.createdAt = position.at();
        next.stateUpdatedAt = base.stateUpdatedAt();
        next.metadata = base.metadata();
        next.config = base.config();
        next.graphId = base.graphId();
        next.graphs = base.graphs();
        next.dispatches = Math.max(next.dispatches, base.dispatches());
        next.tick = Math.max(next.tick, base.tick());
        next.newest = base.newest();
        next.rest = base.rest();
        next.error = base.error();
        next.life = next.life.forked(new Fork(
                base.key(),
                base.sequence(),
                base.tick(),
                base.order().stream().map(base::run).toList()));
        next.forgetUntracked();
    }

    static ThreadState rebase(ThreadState state, Position position) {
        ThreadStateBuilder next = state.change();
        next.forgetUntracked();
        next.life = next.life.rebasedAt(position.sequence());
        return next.build();
    }
}
