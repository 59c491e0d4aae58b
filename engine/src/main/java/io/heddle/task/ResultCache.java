package io.heddle.task;

import io.heddle.graph.Cache;
import io.heddle.graph.Graph;
import io.heddle.graph.NodeDefinition;
import io.heddle.graph.View;
import io.heddle.json.JsonValue;
import io.heddle.step.Destination;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cache as tasks use it: it counts hits, and one that fails is one that knows nothing. Thread-safe. */
final class ResultCache {
    private static final Logger LOG = LoggerFactory.getLogger(ResultCache.class);

    private final NodeCache cache;
    private final LongAdder hits = new LongAdder();

    ResultCache(NodeCache cache) {
        this.cache = cache;
    }

    /** Which run of its node a task is; runs the user's key function. */
    static NodeCache.Key key(Graph root, NodeDefinition node, Cache policy, TaskOrder order, View seen) {
        StringBuilder path = new StringBuilder();
        for (String around :
                order.namespace().isEmpty() ? new String[0] : order.namespace().split("\\|")) {
            path.append(around.replaceFirst(":.*", "")).append('/');
        }
        Destination.Sent sent = order.task().sent();
        JsonValue input = sent == null ? JsonValue.NULL : sent.input();
        return new NodeCache.Key(
                order.thread().tenant(),
                root.id(),
                root.version(),
                path.append(node.name()).toString(),
                digest(input, JsonValue.encode(policy.key().apply(seen))));
    }

    NodeCache.@Nullable Result find(NodeCache.Key key) {
        try {
            NodeCache.Result found = cache.find(key);
            if (found != null) {
                hits.increment();
            }
            return found;
        } catch (RuntimeException broken) {
            LOG.warn("node cache could not be read node={} error={}", key.path(), broken.toString());
            return null;
        }
    }

    void keep(NodeCache.Key key, NodeCache.Result result, @Nullable Duration ttl) {
        try {
            cache.keep(key, result, ttl);
        } catch (RuntimeException broken) {
            LOG.warn("node cache could not be written node={} error={}", key.path(), broken.toString());
        }
    }

    long hits() {
        return hits.sum();
    }

    private static String digest(JsonValue... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (JsonValue part : parts) {
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.size()).array());
                digest.update(part.utf8());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
