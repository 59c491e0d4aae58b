package io.heddle.node;

import java.util.Objects;
import org.apache.pekko.actor.ActorSystem;

/** What runs: read off the jar's manifest, so that no file has to be kept in step. */
record Version(String heddle, String jdk, String pekko) {
    static Version running() {
        String ours = HeddleNode.class.getPackage().getImplementationVersion();
        return new Version(
                Objects.requireNonNullElse(ours, "(unpackaged)"),
                Runtime.version().feature() + "." + Runtime.version().interim() + "."
                        + Runtime.version().update(),
                ActorSystem.Version());
    }
}
