package io.heddle.node;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens on SIGTERM and Ctrl-C: an orderly stop, and then exit code 0. The JVM's own code after a signal would be 143
 * or 130, which service managers take for a failure, so the hook ends the process itself once all is closed. Thread-safe.
 */
final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    private final Thread hook;
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

    /** From now on the process ends with the code it chose itself; too late once a signal was received. */
    void disarm() {
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
        LOG.info("stopped");
        Runtime.getRuntime().halt(ExitCode.FINE.number());
    }
}
