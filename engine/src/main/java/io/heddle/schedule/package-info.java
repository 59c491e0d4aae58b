/**
 * Runs that start by the clock: schedules, what a cron starts, and who starts it.
 *
 * <p>Imports {@code api} and {@code json}; keeps crons in whatever {@link io.heddle.schedule.CronTable} it is given. Start
 * with {@link io.heddle.schedule.CronTicker}.
 */
@NullMarked
package io.heddle.schedule;

import org.jspecify.annotations.NullMarked;
