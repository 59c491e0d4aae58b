/** The contract of engines with its node killed by SIGKILL in the middle: the engine lives in a process of its own. */
@org.jspecify.annotations.NullMarked
package io.heddle.killed;
