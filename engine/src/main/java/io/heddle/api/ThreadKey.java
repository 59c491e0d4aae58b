package io.heddle.api;

/** Tenant and thread: the whole identity of a thread. Its text form {@code tenant/thread} goes both ways. */
public record ThreadKey(TenantId tenant, ThreadId thread) {
    /** A thread of the {@linkplain TenantId#DEFAULT default tenant}. */
    public static ThreadKey of(String thread) {
        return new ThreadKey(TenantId.DEFAULT, new ThreadId(thread));
    }

    /** Reads the text form back. */
    public static ThreadKey parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new ProblemException(new Problem.InvalidRequest("thread key", text, "tenant/thread"));
        }
        return new ThreadKey(new TenantId(text.substring(0, slash)), new ThreadId(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return tenant.value() + "/" + thread.value();
    }
}
