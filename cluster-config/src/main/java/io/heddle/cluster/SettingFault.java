package io.heddle.cluster;

/**
 * A setting that a node cannot run with.
 *
 * @param key full name, as an operator writes it
 * @param found its value, or what was seen instead; never a secret
 * @param expected what would do
 * @param mend the next thing to do
 */
public record SettingFault(String key, String found, String expected, String mend) {
    @Override
    public String toString() {
        return "%s: found %s, expected %s; %s".formatted(key, found, expected, mend);
    }
}
