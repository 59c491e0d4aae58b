package io.heddle.api;

import java.util.regex.Pattern;

/** Owner of a key space of threads: 1 to 64 characters out of {@code A-Z a-z 0-9 _ . -}. */
public record TenantId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /** The tenant of an installation without tenants. */
    public static final TenantId DEFAULT = new TenantId("default");

    public TenantId {
        if (!FORM.matcher(value).matches()) {
            throw new ProblemException(
                    new Problem.InvalidRequest("tenant", value, "1 to 64 characters out of A-Z a-z 0-9 _ . -"));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
