package io.heddle.http.middleware;

import io.heddle.api.ProblemException;
import org.apache.pekko.event.LoggingAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Pekko HTTP writes. It calls every broken reply an error; a reader who was cut off because he was too slow, or whose
 * thread is gone, is none, and is worth a line only to who asks for it.
 */
public final class ConnectionLog implements LoggingAdapter {
    private static final Logger LOG = LoggerFactory.getLogger("io.heddle.http.connections");

    @Override
    public boolean isErrorEnabled() {
        return LOG.isErrorEnabled();
    }

    @Override
    public boolean isWarningEnabled() {
        return LOG.isWarnEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return LOG.isInfoEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        return LOG.isDebugEnabled();
    }

    @Override
    public void notifyError(String message) {
        LOG.error(message);
    }

    @Override
    public void notifyError(Throwable cause, String message) {
        if (cause instanceof ProblemException refused) {
            LOG.debug("reply broken off code={}", refused.problem().code());
        } else {
            LOG.error(message, cause);
        }
    }

    @Override
    public void notifyWarning(String message) {
        LOG.warn(message);
    }

    @Override
    public void notifyInfo(String message) {
        LOG.info(message);
    }

    @Override
    public void notifyDebug(String message) {
        LOG.debug(message);
    }
}
