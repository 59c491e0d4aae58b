package io.heddle.actor;

import io.heddle.thread.ThreadState;

/** A state and its bytes: what the snapshot store keeps. */
public record KeptState(ThreadState state, byte[] bytes) {}
