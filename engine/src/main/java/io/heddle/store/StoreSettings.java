package io.heddle.store;

import java.time.Duration;

/**
 * What {@code heddle.engine.store} says.
 *
 * @param renewOnRead whether reading renews what was put for a time, when the reader does not say
 * @param sweepInterval how long items whose time is over may stay in the table; nobody sees them there
 */
public record StoreSettings(boolean renewOnRead, Duration sweepInterval) {}
