package io.heddle.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All that came of a bench.
 *
 * @param machine what it ran on
 * @param rows in the order of their numbers
 */
public record Report(
        Map<String, Object> machine, List<Row> rows, List<Figure> figures, List<Curve> curves, List<Cell> cells) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static Report of(Map<String, Object> machine, Findings findings) {
        return new Report(
                machine,
                findings.rows().stream()
                        .sorted(Comparator.comparingInt(Row::number))
                        .toList(),
                findings.figures(),
                findings.curves(),
                findings.cells());
    }

    /** As a table for people. */
    public void print(PrintStream out) {
        out.println();
        machine.forEach((what, value) -> out.printf(Locale.ROOT, "%-14s %s%n", what, value));
        if (!figures.isEmpty()) {
            out.println();
            figures.forEach(figure -> out.printf(
                    Locale.ROOT,
                    "      %-4s  %10s  %-34s  %s%n",
                    figure.workload(),
                    number(figure.value()),
                    figure.unit(),
                    figure.what()));
        }
        out.printf(
                "%n row  %-4s  %10s  %-34s  %9s  %7s  %-5s  %s%n",
                "", "value", "unit", "must hold", "goal", "", "ours");
        rows.forEach(row -> out.printf(
                Locale.ROOT,
                "%4d  %-4s  %10s  %-34s  %s %6s  %7s  %-5s  %s%n",
                row.number(),
                row.workload(),
                number(row.value()),
                row.unit(),
                row.most() ? "<=" : ">=",
                row.mustHold(),
                row.goal(),
                row.reached() ? "goal" : row.holds() ? "holds" : "FAILS",
                row.ours()));
    }

    /** As JSON for programs. */
    public void write(Path file) throws IOException {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("machine", machine);
        told.put("rows", rows.stream().map(Report::told).toList());
        told.put("figures", figures);
        told.put("curves", curves);
        told.put("cells", cells);
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), told);
    }

    /** Each curve as a picture. */
    public void plot(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Curve curve : curves) {
            Files.writeString(folder.resolve(curve.name() + ".svg"), Plot.svg(curve));
        }
    }

    private static Map<String, Object> told(Row row) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("row", row.number());
        told.put("workload", row.workload());
        told.put("value", row.value());
        told.put("unit", row.unit());
        told.put("must_hold", row.mustHold());
        told.put("goal", row.goal());
        told.put("holds", row.holds());
        return told;
    }

    /** Three digits that count. */
    static String number(double value) {
        return String.format(
                Locale.ROOT, Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
