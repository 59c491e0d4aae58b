package io.heddle.node;

import static java.util.stream.Collectors.joining;

import com.typesafe.config.ConfigException;
import io.heddle.cluster.InvalidSettingsException;
import io.heddle.jdbc.DatabaseCheck.Finding;
import io.heddle.jdbc.DatabaseCheck.Level;
import java.util.List;
import java.util.Locale;

/** The node will not start, for reasons that its operator can mend. */
final class StartRefusedException extends RuntimeException {
    private final transient List<Finding> findings;

    StartRefusedException(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(joining("\n")));
        this.findings = List.copyOf(findings);
    }

    StartRefusedException(String cause, String key, String mend) {
        this(List.of(new Finding(Level.REFUSAL, cause, key, mend)));
    }

    List<Finding> findings() {
        return findings;
    }

    /** What settings that cannot be read have in common with a refusal. */
    static StartRefusedException of(InvalidSettingsException invalid) {
        return new StartRefusedException(invalid.faults().stream()
                .map(fault -> new Finding(
                        Level.REFUSAL,
                        "found %s, expected %s".formatted(fault.found(), fault.expected()),
                        fault.key(),
                        fault.mend()))
                .toList());
    }

    static StartRefusedException of(ConfigException invalid) {
        String origin = invalid.origin() == null
                ? "the configuration"
                : invalid.origin().description();
        return new StartRefusedException(String.valueOf(invalid.getMessage()), origin, "correct it there");
    }

    /** For a person: each cause with its key and what to do. */
    String explained() {
        return findings.stream().map(StartRefusedException::explained).collect(joining("\n", "cannot start\n", ""));
    }

    static String explained(Finding finding) {
        return "  %s: %s%n      key   %s%n      mend  %s"
                .formatted(
                        finding.level().name().toLowerCase(Locale.ROOT),
                        finding.cause(),
                        finding.key(),
                        finding.mend());
    }
}
