package io.heddle.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows as a table for people and as JSON for programs. */
record Report(Map<String, Object> machine, List<Row> rows) {
    void print(PrintStream out) {
        machine.forEach((what, value) -> out.printf("%-10s %s%n", what, value));
        out.printf(
                "%n%4s  %-8s  %9s  %-26s  %9s  %7s  %-5s  %s%n",
                "row", "workload", "value", "unit", "must hold", "goal", "", "ours");
        for (Row row : rows) {
            out.printf(
                    "%4d  %-8s  %9.2f  %-26s  %s %6.2f  %7.2f  %-5s  %s%n",
                    row.number(),
                    row.workload(),
                    row.value(),
                    row.unit(),
                    row.most() ? "<=" : ">=",
                    row.mustHold(),
                    row.goal(),
                    row.reached() ? "goal" : row.holds() ? "holds" : "FAILS",
                    row.ours());
        }
    }

    void write(Path file) throws IOException {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("machine", machine);
        told.put("rows", rows.stream().map(Report::told).toList());
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), told);
    }

    private static Map<String, Object> told(Row row) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("row", row.number());
        told.put("workload", row.workload());
        told.put("value", row.value());
        told.put("unit", row.unit());
        told.put("must_hold", row.mustHold());
        told.put("goal", row.goal());
        told.put("at_most", row.most());
        told.put("holds", row.holds());
        told.put("ours", row.ours());
        return told;
    }
}
