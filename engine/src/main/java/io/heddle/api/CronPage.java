package io.heddle.api;

import java.util.List;

/**
 * A page of crons.
 *
 * @param total how many match in all
 */
public record CronPage(List<CronView> crons, long total) {
    public CronPage {
        crons = List.copyOf(crons);
    }
}
