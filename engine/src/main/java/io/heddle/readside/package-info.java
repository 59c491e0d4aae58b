/**
 * What is read beside the threads: the index for searches, the list of busy threads, rows for history, kept tokens.
 *
 * <p>May import everything pure, {@code host} for the interfaces it implements, and {@code jdbc}. Nothing here lies on a
 * turn's path: the index follows the journal and can be thrown away.
 *
 * <p>Start with {@link io.heddle.readside.ThreadProjector}, which knows the law of the index, then
 * {@link io.heddle.readside.ThreadIndexFollower} for what drives it and {@link io.heddle.readside.JdbcThreadIndex} for what
 * asks it.
 */
@NullMarked
package io.heddle.readside;

import org.jspecify.annotations.NullMarked;
