package io.heddle.node;

import com.typesafe.config.Config;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node from its start to the end of the process. */
final class NodeProcess {
    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);

    private NodeProcess() {}

    /** Returns when the node has ended by itself; after a signal the process ends in here. */
    static ExitCode run(RunningNode.Mode mode, Config config) {
        Opened opened = new Opened();
        StopSignal signal = StopSignal.closing(opened);
        try {
            RunningNode node = RunningNode.start(mode, config, opened);
            System.out.print(Banner.of(node, Banner.sinceProcessBegan()));
            System.out.flush();
            node.whenEnded().toCompletableFuture().join();
            if (!signal.received()) {
                LOG.error("this node lost its place in the cluster and stops; start it again");
            }
            return signal.received() ? ExitCode.FINE : ExitCode.LOST;
        } catch (Opened.StoppedException overtaken) {
            return ExitCode.FINE;
        } catch (RuntimeException e) {
            if (signal.received()) {
                // What broke was being closed under the start's feet.
                return ExitCode.FINE;
            }
            throw e;
        } finally {
            opened.close();
            signal.disarm();
        }
    }
}
