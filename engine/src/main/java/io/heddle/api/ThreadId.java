package io.heddle.api;

import java.util.regex.Pattern;

/**
 * A thread's name within its tenant: 1 to 160 characters out of {@code A-Z a-z 0-9 _ . : ~ -}, with a letter or digit among
 * them (URL clients swallow {@code .} and {@code ..}).
 */
public record ThreadId(String value) {
    private static final Pattern FORM = Pattern.compile("(?=.*[A-Za-z0-9])[A-Za-z0-9_.:~-]{1,160}");

    public ThreadId {
        if (!FORM.matcher(value).matches()) {
            throw new ProblemException(new Problem.InvalidRequest(
                    "thread_id",
                    value,
                    "1 to 160 characters out of A-Z a-z 0-9 _ . : ~ - with at least one letter or digit"));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
