package io.heddle.readside;

/**
 * Where a thread stands in the index.
 *
 * @param thread its number
 * @param sequence the journal row that its rows show
 * @param gone whether it is deleted and the follower has yet to pass that
 */
record IndexedThread(long thread, long sequence, boolean gone) {}
