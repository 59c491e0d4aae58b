package io.heddle.cluster;

import java.util.List;

/** How a node finds the others. More ways will join this family; each has a file in {@code profiles/}. */
public sealed interface Profile {
    /** As it stands in {@code heddle.cluster.profile}. */
    String name();

    /** Alone: it joins itself. */
    record Single() implements Profile {
        @Override
        public String name() {
            return "single";
        }
    }

    /** Asks these nodes, in this order. The first of them founds the cluster if nobody else answers. */
    record Seeds(List<Seed> seeds) implements Profile {
        public Seeds {
            seeds = List.copyOf(seeds);
        }

        @Override
        public String name() {
            return "seeds";
        }
    }

    /** Where a node listens for other nodes. */
    record Seed(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
