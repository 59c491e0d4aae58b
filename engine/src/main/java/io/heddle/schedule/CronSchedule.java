package io.heddle.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.heddle.api.Problem;
import io.heddle.api.ProblemException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a cron ticks: the five fields of Unix, read by the clocks of a zone. The only place that knows who parses them.
 * Immutable.
 *
 * <p>A daily tick comes once on the days as well on which clocks are set forward or back.
 */
final class CronSchedule {
    private static final int LONGEST = 256;
    private static final int FIELDS = 5;
    private static final CronDefinition UNIX = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

    private final String text;
    private final ExecutionTime times;
    private final ZoneId zone;

    private CronSchedule(String text, ExecutionTime times, ZoneId zone) {
        this.text = text;
        this.times = times;
        this.zone = zone;
    }

    /**
     * Refuses what is no schedule.
     *
     * @param zone null for UTC
     */
    static CronSchedule parse(String text, @Nullable ZoneId zone) {
        if (text.length() > LONGEST || text.strip().split("\\s+").length != FIELDS) {
            throw refuse(text, "it has not five fields");
        }
        try {
            Cron cron = new CronParser(UNIX).parse(text.strip()).validate();
            return new CronSchedule(text, ExecutionTime.forCron(cron), zone == null ? ZoneOffset.UTC : zone);
        } catch (IllegalArgumentException wrong) {
            throw refuse(text, String.valueOf(wrong.getMessage()));
        }
    }

    /** This schedule; refuses one that never ticks, such as one for the 30th of February. */
    CronSchedule ticking(Instant now) {
        if (next(now, null) == null) {
            throw refuse(text, "it never ticks");
        }
        return this;
    }

    /** The first tick after a moment, at most as late as {@code end}; null if there is none. */
    @Nullable
    Instant next(Instant after, @Nullable Instant end) {
        Optional<ZonedDateTime> found = times.nextExecution(after.atZone(zone));
        Instant next = found.map(ZonedDateTime::toInstant).orElse(null);
        return next == null || (end != null && next.isAfter(end)) ? null : next;
    }

    private static ProblemException refuse(String found, String why) {
        return new ProblemException(new Problem.InvalidRequest(
                "schedule",
                "\"" + found + "\"",
                "minute, hour, day of month, month and day of week, as in \"0 9 * * 1-5\" (" + why + ")"));
    }
}
