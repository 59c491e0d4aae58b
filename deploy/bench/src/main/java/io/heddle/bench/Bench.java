package io.heddle.bench;

import io.heddle.bench.measure.Disk;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs workloads. */
final class Bench {
    private static final Duration FLUSHING = Duration.ofSeconds(1);
    private static final Start START = new Start();
    private static final List<Workload> ALL = List.of(
            new Turns(),
            new LongThread(),
            new HotThread(),
            new ManyThreads(),
            new FanOut(),
            new Chain(),
            new OverHttp(),
            new OpenStreams(),
            new ColdThread(),
            START);

    private Bench() {}

    /** The workloads one may ask for. */
    static List<String> workloads() {
        return ALL.stream().map(Workload::name).toList();
    }

    /** Each of them with what it does. */
    static String explained() {
        return ALL.stream()
                .map(workload -> "%-3s  %s".formatted(workload.name(), workload.what()))
                .collect(Collectors.joining("\n"));
    }

    static void run(List<String> wanted, World world) throws Exception {
        List<Workload> chosen = ALL.stream()
                .filter(workload -> wanted.contains(workload.name()))
                .toList();
        if (!chosen.equals(List.of(START))) {
            WarmUp.run(world);
        }
        for (Workload workload : chosen) {
            world.findings().say("%s: %s".formatted(workload.name(), workload.what()));
            workload.run(world);
        }
    }

    /** What everything is measured on. */
    static Map<String, Object> machine(World world) throws Exception {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("jdk", Runtime.version().toString());
        told.put("processors", Runtime.getRuntime().availableProcessors());
        told.put("heap_mb", Runtime.getRuntime().maxMemory() >> 20);
        told.put("flushes_per_second", Math.round(Disk.flushesPerSecond(world.folder(), FLUSHING)));
        told.put("postgres", world.server().settings());
        return told;
    }
}
