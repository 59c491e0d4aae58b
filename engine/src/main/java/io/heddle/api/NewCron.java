package io.heddle.api;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a cron is made of.
 *
 * @param run what each tick starts; without a run id, a command or a checkpoint of its own
 * @param thread where it starts; null for a new thread each time
 * @param keepsThread whether a thread that was made for a run stays when the run has ended
 * @param schedule five fields: minute, hour, day of month, month, day of week
 * @param zone whose clocks the schedule is read by; null for UTC
 * @param endTime the last moment at which a tick counts; null for no end
 */
public record NewCron(
        RunRequest run,
        @Nullable ThreadId thread,
        boolean keepsThread,
        String schedule,
        @Nullable ZoneId zone,
        @Nullable Instant endTime,
        boolean enabled) {
    public NewCron {
        check(run);
    }

    /** A cron on UTC, in a new thread each time that is deleted after its run. */
    public static NewCron of(String schedule, RunRequest run) {
        return new NewCron(run, null, false, schedule, null, null, true);
    }

    public NewCron on(ThreadId one) {
        return new NewCron(run, one, keepsThread, schedule, zone, endTime, enabled);
    }

    public NewCron in(ZoneId place) {
        return new NewCron(run, thread, keepsThread, schedule, place, endTime, enabled);
    }

    public NewCron until(Instant last) {
        return new NewCron(run, thread, keepsThread, schedule, zone, last, enabled);
    }

    public NewCron keepingThreads() {
        return new NewCron(run, thread, true, schedule, zone, endTime, enabled);
    }

    static void check(RunRequest run) {
        refuse("run_id", run.runId());
        refuse("command", run.command());
        refuse("checkpoint", run.checkpoint());
    }

    private static void refuse(String field, @Nullable Object found) {
        if (found != null) {
            throw new ProblemException(new Problem.InvalidRequest(
                    field, found.toString(), "nothing; each tick starts a run of its own, from the thread's head"));
        }
    }
}
