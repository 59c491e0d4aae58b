package io.heddle.api;

import java.util.List;

/**
 * A page of threads.
 *
 * @param total how many match in all
 */
public record ThreadPage(List<ThreadView> threads, long total) {
    public ThreadPage {
        threads = List.copyOf(threads);
    }
}
