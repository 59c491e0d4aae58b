package io.heddle.api;

import java.util.Map;

/**
 * Which items to find: those in {@code prefix}, and in all that lies within it, whose values match {@code filter}. What was
 * put last comes first.
 *
 * @param limit 1 to 1,000
 * @param offset how many of the found to leave out, from 0
 * @param renewal whether the times of what is found start anew
 */
public record StoreQuery(StoreNamespace prefix, StoreFilter filter, int limit, int offset, StoreRenewal renewal) {
    /** Most items of a page. */
    public static final int MAX_LIMIT = 1_000;

    /** Most bytes of a page's values; a search that finds more is refused, and may be repeated with a smaller limit. */
    public static final long MAX_PAGE_BYTES = 32L << 20;

    /** The ten items of a tenant that were put last. */
    public static final StoreQuery ALL = new StoreQuery(StoreNamespace.ROOT, StoreFilter.ALL, 10, 0);

    /** A query that renews what it finds if the engine is configured so. */
    public StoreQuery(StoreNamespace prefix, StoreFilter filter, int limit, int offset) {
        this(prefix, filter, limit, offset, StoreRenewal.AS_CONFIGURED);
    }

    public StoreQuery {
        checkPage(limit, offset);
    }

    /** The ten items that were put last in a namespace, and within it. */
    public static StoreQuery in(String... labels) {
        return new StoreQuery(StoreNamespace.of(labels), ALL.filter, ALL.limit, ALL.offset);
    }

    /** Those whose values match as well: see {@link StoreFilter}. Takes the place of an earlier filter. */
    public StoreQuery where(Map<String, ?> members) {
        return new StoreQuery(prefix, StoreFilter.of(members), limit, offset, renewal);
    }

    public StoreQuery limit(int most) {
        return new StoreQuery(prefix, filter, most, offset, renewal);
    }

    public StoreQuery offset(int first) {
        return new StoreQuery(prefix, filter, limit, first, renewal);
    }

    /** The same query, saying whether the times of what is found start anew. */
    public StoreQuery renewing(StoreRenewal wanted) {
        return new StoreQuery(prefix, filter, limit, offset, wanted);
    }

    /** The same query, its prefix taken as lying within {@code outer}. */
    public StoreQuery within(StoreNamespace outer) {
        return new StoreQuery(outer.in(prefix), filter, limit, offset, renewal);
    }

    /** Refuses a page whose values come to that many bytes, if that is too many. */
    public static void checkBytes(long bytes) {
        if (bytes > MAX_PAGE_BYTES) {
            throw new ProblemException(new Problem.TooLarge("items", bytes, MAX_PAGE_BYTES));
        }
    }

    static void checkPage(int limit, int offset) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw StoreText.refuse("limit", String.valueOf(limit), "1 to " + MAX_LIMIT);
        }
        if (offset < 0) {
            throw StoreText.refuse("offset", String.valueOf(offset), "0 or more");
        }
    }
}
