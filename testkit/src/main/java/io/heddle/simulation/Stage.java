package io.heddle.simulation;

import io.heddle.api.Problem;
import io.heddle.api.Store;
import io.heddle.api.ThreadKey;
import io.heddle.graph.GraphCatalog;
import io.heddle.host.HostSettings;
import io.heddle.host.Hosting;
import io.heddle.host.TokenLog;
import io.heddle.local.LocalStore;
import io.heddle.task.TaskThreads;
import io.heddle.task.TaskTimer;
import io.heddle.thread.Decision;
import io.heddle.thread.RunSpec;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadEvent;
import io.heddle.thread.ThreadReply;
import io.heddle.thread.ThreadState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The world around one thread: its rows, its owners, and everything that is about to happen, one thing after the other on the
 * calling thread. Says what happens next, and who is cut off by it. Not thread-safe.
 */
final class Stage {
    static final ThreadKey KEY = ThreadKey.of("simulated");

    private static final int DEEPEST = 3;

    private final Storm storm;
    private final GraphCatalog graphs;
    private final Seams seams;
    private final Consumer<Boundary> crashes;
    private final Story story;
    private final SimulatedTime time = new SimulatedTime();
    private final Store store = new LocalStore(time);
    private final SimulatedRows rows = new SimulatedRows();
    private final Witness witness = new Witness(KEY);
    private final List<Work> coming = new ArrayList<>();
    private final List<ThreadCommand> late = new ArrayList<>();
    private final List<Owner> owners = new ArrayList<>();
    private final Deque<Work.Code> doing = new ArrayDeque<>();
    private int arrivals;

    /** @param crashes told of each before it happens */
    Stage(Storm storm, GraphCatalog graphs, Seams seams, Consumer<Boundary> crashes, Story story) {
        this.storm = storm;
        this.graphs = graphs;
        this.seams = seams;
        this.crashes = crashes;
        this.story = story;
    }

    /** Ends user code whose machine has died. */
    private static final class Died extends Error {
        Died() {
            super("the machine has died", null, false, false);
        }
    }

    Seams seams() {
        return seams;
    }

    Witness witness() {
        return witness;
    }

    SimulatedRows rows() {
        return rows;
    }

    /** All that an owner needs to host a thread here. */
    Hosting hosting(TaskThreads threads) {
        return Hosting.of(graphs, HostSettings.DEFAULT, time, rows, TokenLog.NONE, store, threads);
    }

    TaskTimer timer(Owner owner) {
        return time.of(owner);
    }

    /** Whether anything is about to happen. If nothing is though the thread has work to do, somebody is woken for it. */
    boolean busy() {
        boolean moving = !coming.isEmpty() || time.isAwaited();
        if (moving || !witness.state().busy()) {
            return moving;
        }
        if (!owners.isEmpty() && !isBehind(owners.getLast())) {
            throw new AssertionError(
                    "nobody acts, though runs are waiting: " + witness.state().order());
        }
        arrive();
        return true;
    }

    /** The next thing happens. */
    void act() {
        time.pass(storm.ticks());
        if (!late.isEmpty() && storm.oneIn(6)) {
            ThreadCommand command = storm.any(late);
            late.remove(command);
            comesLate(command);
            return;
        }
        List<Work> possible = coming.stream().filter(this::isPossible).toList();
        if (possible.isEmpty()) {
            time.goOn(true);
        } else if (storm.oneIn(20)) {
            time.goOn(false);
        } else {
            Work next = storm.any(possible);
            coming.remove(next);
            perform(next);
        }
    }

    /** On one thread, code of a node cannot run while that of another attempt of it waits for a recording. */
    private boolean isPossible(Work work) {
        return !(work instanceof Work.Code code)
                || doing.stream().noneMatch(other -> other.name().equals(code.name()));
    }

    /** Everything that is late comes at last. */
    void allThatIsLate() {
        List.copyOf(late).forEach(this::comesLate);
        late.clear();
    }

    /** A client asks for a run, again and again until it is told that the thread has it. */
    void asks(RunSpec spec) {
        ThreadCommand start = new ThreadCommand.Start(seams.asked(spec, witness.state()), true);
        Owner asked = owners.isEmpty() ? arrive() : storm.any(owners);
        while (!accepts(asked, start)) {
            asked = upToDate();
        }
        if (storm.oneIn(4)) {
            late.add(start);
        }
    }

    /** The thread has come to rest. */
    void rests() {
        storm.gathers();
        if (storm.strikes(Boundary.AT_REST)) {
            dies(owner(), Boundary.AT_REST);
        }
    }

    /** User code is about to begin. */
    void begins(Owner owner, String name, Runnable code) {
        if (!owner.gone()) {
            coming.add(new Work.Code(owner, owner.state().sequence(), name, code));
        }
    }

    /** User code has ended. */
    void reports(Owner owner, ThreadCommand command) {
        if (owner.gone()) {
            late.add(command);
        } else {
            coming.add(new Work.Report(owner, command));
        }
    }

    /** User code has made a call and wants its result recorded before it goes on. */
    CompletionStage<ThreadReply> records(Owner owner, ThreadCommand command) {
        if (command instanceof ThreadCommand.RecordCall call) {
            witness.called(call, doing.getLast().granted());
        }
        while (doing.size() < DEEPEST && storm.oneIn(3)) {
            act();
        }
        if (!owner.gone() && storm.strikes(Boundary.BEFORE_RECORDING)) {
            dies(owner, Boundary.BEFORE_RECORDING);
        }
        if (owner.gone() && storm.oneIn(2)) {
            throw new Died();
        }
        CompletableFuture<ThreadReply> answer = new CompletableFuture<>();
        Owner asked = owner.gone() ? owner() : owner;
        story.tell("%s is asked: %s", asked, command);
        asked.ask(command, answer::complete);
        asked.flush();
        if (!asked.gone() && storm.strikes(Boundary.AFTER_RECORDING)) {
            dies(asked, Boundary.AFTER_RECORDING);
        }
        if (!answer.isDone() || (owner.gone() && storm.oneIn(2))) {
            throw new Died();
        }
        return answer;
    }

    /** The state that an owner reads when it comes, from some snapshot or other. */
    ThreadState recovered(Owner owner) {
        ThreadState found = rows.recover(KEY, storm.any(List.of(0, 1, 2, 3, 4)));
        witness.same("what " + owner + " recovered", found);
        return seams.recovered(found);
    }

    void decided(Owner owner, List<ThreadCommand> commands, Decision decision) {
        story.tell("%s decides: %s -> %s", owner, commands, decision.events());
    }

    /** Whether an owner is cut off before its row is written. */
    boolean diesBefore(Owner owner, List<ThreadEvent> events) {
        return diesAt(owner, storm.strikesAt(events, true));
    }

    /** Whether an owner is cut off after its row was written. */
    boolean diesAfter(Owner owner, List<ThreadEvent> events) {
        return diesAt(owner, storm.strikesAt(events, false));
    }

    /** Writes a row; false if it was not written, or if nobody can tell. */
    boolean writes(Owner owner, long sequence, byte[] row) {
        if (storm.strikes(Boundary.WRITE_REFUSED)) {
            struck(Boundary.WRITE_REFUSED);
            return false;
        }
        if (!rows.append(sequence, row)) {
            story.tell("%s finds another row %s", owner, sequence);
            return false;
        }
        witness.durable(row);
        if (storm.strikes(Boundary.WRITE_UNKNOWN)) {
            struck(Boundary.WRITE_UNKNOWN);
            return false;
        }
        return true;
    }

    /** An owner has written a row and shown what is to be seen of it. */
    void written(Owner owner) {
        watch(owner);
        if (storm.oneIn(8)) {
            rows.save(witness.state());
        }
        if (storm.strikes(Boundary.TWO_OWNERS)) {
            struck(Boundary.TWO_OWNERS);
            arrive();
        }
    }

    /** An owner has found that the thread is another's. */
    void gaveWay(Owner owner) {
        story.tell("%s gives way", owner);
        gone(owner);
    }

    private void comesLate(ThreadCommand command) {
        Owner owner = owner();
        story.tell("%s hears late: %s", owner, command);
        owner.ask(command, reply -> {});
        owner.flush();
    }

    /** Whether an owner says that it has a run. */
    private boolean accepts(Owner owner, ThreadCommand start) {
        boolean[] accepted = {false};
        story.tell("a client asks %s: %s", owner, start);
        owner.ask(start, reply -> {
            accepted[0] = reply instanceof ThreadReply.OfRun;
            if (reply instanceof ThreadReply.Refused refused && !(refused.problem() instanceof Problem.Unavailable)) {
                throw new AssertionError("the run was refused: " + refused.problem());
            }
        });
        owner.flush();
        return accepted[0];
    }

    /** Whether the journal goes on beyond what an owner knows. */
    boolean isBehind(Owner owner) {
        return owner.state().sequence() < rows.count();
    }

    private Owner upToDate() {
        return owners.stream().filter(owner -> !isBehind(owner)).findFirst().orElseGet(this::arrive);
    }

    private void perform(Work work) {
        Owner owner = work.owner();
        Boundary before = work instanceof Work.Code ? Boundary.BEFORE_TASK : Boundary.BEFORE_REPORT;
        if (!owner.gone() && storm.strikes(before)) {
            coming.add(work);
            dies(owner, before);
            return;
        }
        switch (work) {
            case Work.Code code -> runs(code);
            case Work.Report report -> hears(report);
        }
    }

    /** An owner hears of something, and now and then of what else there is, all in one row; some of it comes again. */
    private void hears(Work.Report report) {
        Owner owner = report.owner();
        List<Work.Report> together = new ArrayList<>(List.of(report));
        for (Work other : List.copyOf(coming)) {
            if (other instanceof Work.Report more && more.owner() == owner && storm.oneIn(4)) {
                coming.remove(other);
                together.add(more);
            }
        }
        for (Work.Report each : together) {
            owner.ask(each.command(), reply -> {});
            if (storm.oneIn(8)) {
                late.add(each.command());
            }
        }
        owner.flush();
    }

    /** Runs user code on this thread, as if the thread were its own. */
    private void runs(Work.Code code) {
        story.tell("%s runs %s", code.owner(), code.name());
        Thread here = Thread.currentThread();
        ClassLoader loader = here.getContextClassLoader();
        doing.addLast(code);
        try {
            code.code().run();
        } finally {
            doing.removeLast();
            here.setContextClassLoader(loader);
            Thread.interrupted();
        }
        witness.insist();
        watch(code.owner());
    }

    private void watch(Owner owner) {
        if (!owner.gone()) {
            witness.sees(owner.hosting().streams());
        }
    }

    private Owner owner() {
        return owners.isEmpty() ? arrive() : owners.getLast();
    }

    private Owner arrive() {
        Owner next = new Owner(++arrivals, KEY, this);
        owners.add(next);
        story.tell("%s comes", next);
        next.arrive();
        return next.gone() ? owner() : next;
    }

    private boolean diesAt(Owner owner, @Nullable Boundary boundary) {
        if (boundary != null) {
            dies(owner, boundary);
        }
        return boundary != null;
    }

    private void struck(Boundary boundary) {
        story.tell("cut off: %s", boundary.title());
        crashes.accept(boundary);
    }

    private void dies(Owner owner, Boundary boundary) {
        struck(boundary);
        boolean newest = owner == owners.getLast();
        gone(owner);
        if (newest && witness.state().busy()) {
            arrive();
        }
    }

    /**
     * Who is gone takes his work with him, but for some: code goes on running on a machine that nobody listens to, and
     * reports are heard late.
     */
    private void gone(Owner owner) {
        owner.leave();
        owners.remove(owner);
        for (Work work : List.copyOf(coming)) {
            if (work.owner() != owner) {
                continue;
            }
            boolean lost = !storm.oneIn(3);
            if (work instanceof Work.Report report) {
                coming.remove(work);
                if (!lost) {
                    late.add(report.command());
                }
            } else if (lost) {
                coming.remove(work);
            }
        }
    }
}
