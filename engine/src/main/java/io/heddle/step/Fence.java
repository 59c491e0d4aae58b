package io.heddle.step;

/**
 * Tells one hand-out of work from every other. A report with a fence that is not the open one is refused: its sender was
 * replaced, by a retry, a cancel or another owner.
 *
 * @param epoch grows each time an owner takes unfinished work over
 * @param dispatch grows with each hand-out within the thread
 */
public record Fence(long epoch, long dispatch) {
    @Override
    public String toString() {
        return epoch + "." + dispatch;
    }
}
