package io.heddle.node;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens on SIGTERM and Ctrl-C: an orderly stop, and then exit code 0. The JVM's own code after a signal would be 143
 * or 130, which service managers take for a failure, so the hook ends the process itself once all is closed. Thread-safe.
 */
final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Thread hook;
    private final CountDownLatch nodeEnded = new CountDownLatch(1);
    private volatile boolean received;

    private StopSignal(Opened opened) {
        this.hook = new Thread(() -> stop(opened), "heddle-stop");
    }

    static StopSignal closing(Opened opened) {
        StopSignal signal = new StopSignal(opened);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    boolean received() {
        return received;
    }

    /**
     * The node has ended, and all it had opened is closed. From now on the process ends with the code it chose itself; too
     * late once a signal was received.
     */
    void disarm() {
        nodeEnded.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            received = true;
        }
    }

    private void stop(Opened opened) {
        received = true;
        LOG.info("stopping: tasks in flight finish, requests are answered");
        opened.close();
        awaitNode();
        LOG.info("stopped");
        Runtime.getRuntime().halt(ExitCode.FINE.number());
    }

    /** A start that was overtaken may be opening something this very moment, and closes it itself. */
    private void awaitNode() {
        try {
            if (!nodeEnded.await(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the start did not notice that it was overtaken");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
