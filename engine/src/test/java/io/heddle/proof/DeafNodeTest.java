package io.heddle.proof;

import static io.heddle.proof.Owners.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.heddle.Heddle;
import io.heddle.ThreadRef;
import io.heddle.api.RunStatus;
import io.heddle.api.RunView;
import io.heddle.graph.Channel;
import io.heddle.graph.Graph;
import io.heddle.graph.GraphCatalog;
import io.heddle.graph.LogChannel;
import io.heddle.graph.NodeContext;
import io.heddle.graph.NodeFunction;
import io.heddle.graph.NodeKey;
import io.heddle.graph.Update;
import io.heddle.graph.View;
import io.heddle.jdbc.TestPostgres;
import io.heddle.runtime.EmbeddedRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A node that does not listen to a cancel is left behind after its grace, and can never write. */
class DeafNodeTest {
    private static final LogChannel<String> MARKS = Channel.log("marks", String.class);
    private static final NodeKey<Void> DEAF = NodeKey.of("deaf");
    private static final NodeKey<Void> STUCK = NodeKey.of("stuck");
    private static final NodeKey<Void> QUICK = NodeKey.of("quick");
    private static final CountDownLatch LEFT_BEHIND = new CountDownLatch(1);
    private static final AtomicInteger STARTED = new AtomicInteger();
    private static final AtomicInteger RETURNED = new AtomicInteger();

    private static final Graph SWALLOWING = graph("swallowing", DEAF, DeafNodeTest::swallowInterrupts);
    private static final Graph READING = graph("reading", STUCK, DeafNodeTest::readFromNobody);
    private static final Graph PLAIN = graph("plain", QUICK, (state, context) -> Update.of(MARKS.add("quick")));

    private static ServerSocket silent;
    private static EmbeddedRuntime engine;

    @BeforeAll
    static void open() throws IOException {
        silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        engine = Owners.on(
                TestPostgres.freshDatabase(),
                GraphCatalog.of(SWALLOWING, READING, PLAIN),
                ConfigFactory.parseString("heddle.engine.cancel-grace = 300ms"));
    }

    @AfterAll
    static void close() throws IOException {
        LEFT_BEHIND.countDown();
        engine.close();
        silent.close();
    }

    @Test
    void a_node_that_swallows_interruption_is_abandoned_and_its_late_answer_is_refused() {
        ThreadRef thread = Heddle.over(engine).thread(SWALLOWING, "swallower");
        RunView run = thread.start();
        await().untilAsserted(() -> assertThat(STARTED.get()).isEqualTo(1));

        RunView cancelled = get(engine.runs().cancel(thread.key(), run.id()));
        List<String> meanwhile =
                Heddle.over(engine).thread(PLAIN, "swallower").invoke().get(MARKS);
        LEFT_BEHIND.countDown();
        await().untilAsserted(() -> assertThat(RETURNED.get()).isEqualTo(1));

        assertThat(cancelled.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(engine.runtime().abandonedTasks()).isGreaterThanOrEqualTo(1);
        assertThat(meanwhile).containsExactly("quick");
        assertThat(Heddle.over(engine).thread(PLAIN, "swallower").invoke().get(MARKS))
                .containsExactly("quick", "quick");
    }

    @Test
    void a_node_stuck_in_a_socket_read_is_stopped() {
        ThreadRef thread = Heddle.over(engine).thread(READING, "reader");
        RunView run = thread.start();
        await().until(() -> engine.runtime().runningTasks() > 0);

        assertThat(get(engine.runs().cancel(thread.key(), run.id())).status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(Heddle.over(engine).thread(PLAIN, "reader").invoke().get(MARKS))
                .containsExactly("quick");
    }

    private static Graph graph(String id, NodeKey<Void> key, NodeFunction node) {
        return Graph.define(id, 1, g -> {
            g.channels(MARKS);
            g.node(key, node);
            g.start(key);
            g.after(key).end();
        });
    }

    private static Update swallowInterrupts(View state, NodeContext context) {
        STARTED.incrementAndGet();
        while (LEFT_BEHIND.getCount() > 0) {
            try {
                LEFT_BEHIND.await();
            } catch (InterruptedException ignored) {
                Thread.interrupted();
            }
        }
        RETURNED.incrementAndGet();
        return Update.of(MARKS.add("too late"));
    }

    private static Update readFromNobody(View state, NodeContext context) throws IOException {
        try (Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
            return Update.of(MARKS.add("read " + socket.getInputStream().read()));
        }
    }
}
