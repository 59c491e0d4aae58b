package io.heddle.task;

import io.heddle.api.TenantId;
import io.heddle.step.ChannelUpdate;
import io.heddle.step.Destination;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What nodes came to before, for those that need not run again. It may forget anything at any time; it may be shared between
 * engines. Called on tasks' threads, and may block there. Thread-safe.
 */
public interface NodeCache {
    /** A cache of one engine, in memory. */
    static NodeCache inMemory(InstantSource clock) {
        return new MemoryNodeCache(clock, MemoryNodeCache.USUAL_BYTES);
    }

    @Nullable
    Result find(Key key);

    /**
     * @param ttl how long the result is good for; null for any time
     */
    void keep(Key key, Result result, @Nullable Duration ttl);

    /**
     * Which run of which node.
     *
     * @param version the graph's; a new one knows nothing
     * @param path the node, after those of the graphs around it
     * @param digest of what the result depends on: hexadecimal SHA-256
     */
    record Key(TenantId tenant, String graph, int version, String path, String digest) {}

    /**
     * What a node wanted.
     *
     * @param updates what it wrote; messages without an id are to be given one each time
     * @param goTo where its command led
     */
    record Result(List<ChannelUpdate> updates, List<Destination> goTo) {
        public Result {
            updates = List.copyOf(updates);
            goTo = List.copyOf(goTo);
        }
    }
}
