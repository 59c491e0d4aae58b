package io.heddle.simulation;

import io.heddle.api.RunId;
import io.heddle.api.RunRequest;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.SystemAssistants;
import io.heddle.task.Admission;
import io.heddle.thread.StreamProjection;
import io.heddle.thread.ThreadState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The life of one thread on one graph, asked for runs by one client: calm, or out of a seed with its owners cut off again and
 * again. Law: a graph whose nodes leave repeated effects to recorded calls comes to the same {@link Trail} in both. Lived
 * once; not thread-safe, but several may be lived at the same time.
 */
public final class Life {
    private static final int MOST_ACTIONS = 20_000;

    private final Client client;
    private final Story story;
    private final Stage stage;
    private final Admission admission;
    private final SystemAssistants assistants;
    private final StreamProjection projection;
    private int rests;
    private int runs;

    private Life(Plan plan, @Nullable Long seed, Seams seams) {
        GraphCatalog graphs = GraphCatalog.of(plan.graph());
        this.client = plan.client();
        this.story = new Story(plan.told());
        this.stage = new Stage(
                seed == null ? Storm.calm() : Storm.of(seed, () -> plan.aims(state())),
                graphs,
                seams,
                boundary -> plan.matrix().struck(boundary, plan.inPlay().apply(state())),
                story);
        this.admission = new Admission(graphs);
        this.assistants = new SystemAssistants(graphs, Instant.EPOCH);
        this.projection = new StreamProjection(graphs);
    }

    /**
     * What is to be lived.
     *
     * @param inPlay names what goes on on a thread at a moment, for the matrix
     * @param aim what owners are most to be cut off at, of what is in play; null for anything
     * @param told whether the story is kept
     */
    public record Plan(
            Graph graph,
            Client client,
            Function<ThreadState, Collection<String>> inPlay,
            CrashMatrix matrix,
            @Nullable String aim,
            boolean told) {
        private boolean aims(ThreadState state) {
            return aim == null || inPlay.apply(state).contains(aim);
        }
    }

    /** Nothing goes wrong. */
    public static Life calm(Plan plan) {
        return new Life(plan, null, Seams.SOUND);
    }

    /** Owners are cut off, things happen in any order, late, and twice; all of it follows from the seed. */
    public static Life rough(Plan plan, long seed) {
        return rough(plan, seed, Seams.SOUND);
    }

    /** As {@link #rough(Plan, long)}, with a bug planted in each owner. */
    static Life rough(Plan plan, long seed, Seams seams) {
        return new Life(plan, seed, seams);
    }

    /**
     * Lives until the client wants nothing more, and returns what it came to.
     *
     * @throws AssertionError when something happened that must not
     */
    public Trail live() {
        for (int actions = 0; actions < MOST_ACTIONS; actions++) {
            if (stage.busy()) {
                stage.act();
            } else if (!asked()) {
                return ended();
            }
        }
        throw new AssertionError("the thread has not come to its end after %d actions".formatted(MOST_ACTIONS));
    }

    /** What has happened so far, a line each; empty unless the story is kept. */
    public List<String> story() {
        return List.copyOf(story.lines());
    }

    /** The rows that were written. */
    public List<byte[]> journal() {
        return stage.rows().journal();
    }

    private boolean asked() {
        stage.rests();
        if (stage.busy()) {
            return true;
        }
        RunRequest request =
                client.next(new Client.Rest(rests++, state(), stage.witness().checkpoints()));
        if (request == null) {
            return false;
        }
        RunId id = RunId.of(new UUID(0x4000, 0x8000_0000_0000_0000L | ++runs));
        stage.asks(admission.admit(assistants.find(request.assistant()).orElseThrow(), request, id));
        return true;
    }

    private Trail ended() {
        stage.allThatIsLate();
        if (stage.busy() || state().busy()) {
            throw new AssertionError("what came late has set the thread going again");
        }
        stage.witness().replays(projection);
        return stage.witness().trail();
    }

    private ThreadState state() {
        return stage.witness().state();
    }
}
