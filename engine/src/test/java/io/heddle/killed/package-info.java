/**
 * The contract held by an engine that is killed by SIGKILL in the middle: it lives in a process of its own. Start with
 * {@link io.heddle.killed.KilledContractTest}.
 */
@NullMarked
package io.heddle.killed;

import org.jspecify.annotations.NullMarked;
