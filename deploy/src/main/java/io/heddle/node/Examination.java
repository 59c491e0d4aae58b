package io.heddle.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.heddle.cluster.ClusterSettings;
import io.heddle.cluster.InvalidSettingsException;
import io.heddle.jdbc.DatabaseCheck.Finding;
import io.heddle.jdbc.DatabaseCheck.Level;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/** Everything that {@code heddle doctor} looks at, the worst first. Not thread-safe; used once. */
final class Examination {
    private final Config config;
    private final List<Finding> findings = new ArrayList<>();

    Examination(Config config) {
        this.config = config;
    }

    List<Finding> findings() {
        look(() -> ClusterSettings.from(config));
        look(() -> Listener.settings(config));
        look(() -> LoadedGraphs.from(NodeSettings.from(config).graphs()));
        look(this::database);
        jvm();
        findings.sort(Comparator.comparing(Finding::level));
        return List.copyOf(findings);
    }

    private void look(Runnable reading) {
        try {
            reading.run();
        } catch (StartRefusedException e) {
            findings.addAll(e.findings());
        } catch (InvalidSettingsException e) {
            findings.addAll(StartRefusedException.of(e).findings());
        } catch (ConfigException e) {
            findings.addAll(StartRefusedException.of(e).findings());
        }
    }

    private void database() {
        if (NodeDatabase.isGiven(config)) {
            findings.addAll(NodeDatabase.given(config).check().runBeforeServing());
            return;
        }
        NodeSettings node = NodeSettings.from(config);
        if (!Files.exists(node.dataDirectory().resolve("pg"))) {
            findings.add(new Finding(
                    Level.NOTE,
                    "there is no database yet: none is named, and nothing is in " + node.dataDirectory(),
                    "heddle.database.url",
                    "\"heddle dev\" makes one there; \"heddle serve\" wants --database-url"));
            return;
        }
        try (Opened opened = new Opened()) {
            findings.addAll(NodeDatabase.embedded(config, node, opened).check().run());
        }
    }

    /** What the launcher sees to; somebody who starts the JVM by hand may not know. */
    private void jvm() {
        if (ForkJoinPool.getCommonPoolParallelism() < 2) {
            findings.add(new Finding(
                    Level.WARNING,
                    "the JVM's common pool has fewer than 2 threads, which makes each callback start a thread of its own",
                    "java.util.concurrent.ForkJoinPool.common.parallelism",
                    "start with deploy/bin/heddle, or give -Djava.util.concurrent.ForkJoinPool.common.parallelism=4"));
        }
        int carriers = Integer.getInteger(
                "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
        if (carriers < 4) {
            findings.add(new Finding(
                    Level.WARNING,
                    "virtual threads have %d carriers: a node that computes without pause stops the others"
                            .formatted(carriers),
                    "jdk.virtualThreadScheduler.parallelism",
                    "start with deploy/bin/heddle, or give -Djdk.virtualThreadScheduler.parallelism=16"));
        }
    }
}
