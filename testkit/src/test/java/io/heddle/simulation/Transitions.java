package io.heddle.simulation;

import io.heddle.thread.ActiveRun;
import io.heddle.thread.Decision;
import io.heddle.thread.ThreadCommand;
import io.heddle.thread.ThreadReply;
import io.heddle.thread.ThreadState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/** Which command met a thread in which situation, and what it was answered. Thread-safe. */
final class Transitions {
    private final Map<Situation, Map<String, Set<String>>> seen = new ConcurrentSkipListMap<>();

    /** How a thread stands when a command comes in. */
    enum Situation {
        ABSENT,
        IDLE,
        FAILED,
        LOADING,
        PREPARING_INPUT,
        STEPPING,
        REDUCING_STEP,
        ENDING;

        static Situation of(ThreadState state) {
            ActiveRun active = state.active();
            if (!state.exists()) {
                return ABSENT;
            }
            if (active == null) {
                return state.error() == null ? IDLE : FAILED;
            }
            if (active.ending() != null) {
                return ENDING;
            }
            return switch (active.phase()) {
                case LOADING_BASE -> LOADING;
                case PREPARING_INPUT -> PREPARING_INPUT;
                case STEPPING -> state.root().complete() ? REDUCING_STEP : STEPPING;
            };
        }

        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Notes a decision about one command; of several decided together nobody can tell what each of them met. */
    void saw(ThreadState before, List<ThreadCommand> commands, Decision decision) {
        if (commands.size() == 1) {
            seen.computeIfAbsent(Situation.of(before), situation -> new ConcurrentSkipListMap<>())
                    .computeIfAbsent(
                            commands.getFirst().getClass().getSimpleName(), command -> new ConcurrentSkipListSet<>())
                    .add(answer(decision));
        }
    }

    /** Commands that never met a situation. */
    List<String> missing() {
        return Arrays.stream(Situation.values())
                .flatMap(situation -> commands()
                        .filter(command -> answers(situation, command).isEmpty())
                        .map(command -> command + " while " + situation.title()))
                .toList();
    }

    /** The page for the reference. */
    String page() {
        StringBuilder text = new StringBuilder("""
                # What a thread answers

                Every command in every situation, as %s has seen it. **done** means that events were
                written, *nothing* that the command was accepted and had nothing to do; the others are refusals and change
                nothing. Renewed when that test runs with `-Dheddle.golden=write`.

                | Command |""".formatted("`ThreadSimulationTest`"));
        for (Situation situation : Situation.values()) {
            text.append(' ').append(situation.title()).append(" |");
        }
        text.append("\n|---|").append("---|".repeat(Situation.values().length)).append('\n');
        commands().forEach(command -> {
            text.append("| ").append(command).append(" |");
            for (Situation situation : Situation.values()) {
                text.append(' ')
                        .append(String.join(", ", answers(situation, command)))
                        .append(" |");
            }
            text.append('\n');
        });
        return text.toString();
    }

    private Set<String> answers(Situation situation, String command) {
        return seen.getOrDefault(situation, Map.of()).getOrDefault(command, Set.of());
    }

    private static Stream<String> commands() {
        return Arrays.stream(ThreadCommand.class.getPermittedSubclasses()).map(Class::getSimpleName);
    }

    private static String answer(Decision decision) {
        ThreadReply reply = decision.replies().getFirst();
        if (reply instanceof ThreadReply.Refused refused) {
            return refused.problem().code();
        }
        if (reply instanceof ThreadReply.Stale) {
            return "stale";
        }
        if (reply instanceof ThreadReply.Outdated) {
            return "outdated";
        }
        return decision.changesNothing() ? "*nothing*" : "**done**";
    }
}
