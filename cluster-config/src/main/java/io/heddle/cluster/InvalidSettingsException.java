package io.heddle.cluster;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** The configuration cannot be used; carries every fault found, not only the first. */
public final class InvalidSettingsException extends RuntimeException {
    private final transient List<SettingFault> faults;

    public InvalidSettingsException(List<SettingFault> faults) {
        super(faults.stream().map(SettingFault::toString).collect(joining("\n")));
        this.faults = List.copyOf(faults);
    }

    public List<SettingFault> faults() {
        return faults;
    }
}
