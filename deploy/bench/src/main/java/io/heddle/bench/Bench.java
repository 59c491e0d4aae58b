package io.heddle.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs workloads and reports. */
public final class Bench {
    private static final List<Workload> ALL = List.of(
            new Turns(),
            new LongThread(),
            new HotThread(),
            new ManyThreads(),
            new FanOut(),
            new Chain(),
            new OverHttp());

    private Bench() {}

    /** The workloads one may ask for. */
    public static List<String> workloads() {
        return ALL.stream().map(Workload::name).toList();
    }

    static Report run(List<String> wanted, World world) throws Exception {
        List<Row> rows = new ArrayList<>();
        for (Workload workload : ALL) {
            if (wanted.contains(workload.name())) {
                rows.addAll(workload.run(world));
            }
        }
        rows.sort(Comparator.comparingInt(Row::number));
        return new Report(machine(world.server()), rows);
    }

    private static Map<String, Object> machine(Server server) throws SQLException {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("jdk", Runtime.version().toString());
        told.put("processors", Runtime.getRuntime().availableProcessors());
        told.put("postgres", server.settings());
        return told;
    }
}
