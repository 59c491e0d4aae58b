package io.heddle.bench.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Takes what workloads find, and shows progress meanwhile. Used by one thread. */
public final class Findings {
    private final PrintStream progress;
    private final List<Row> rows = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private final List<Curve> curves = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();

    public Findings(PrintStream progress) {
        this.progress = progress;
    }

    public void row(Row row) {
        rows.add(row);
    }

    public void figure(String workload, String what, double value, String unit) {
        Figure figure = new Figure(workload, what, value, unit);
        figures.add(figure);
        say("%-4s %s: %s".formatted(workload, what, Report.number(value) + " " + unit));
    }

    public void curve(Curve curve) {
        curves.add(curve);
    }

    public void cell(Cell cell) {
        cells.add(cell);
        say(cell.toString());
    }

    /** Shows a line of progress. */
    public void say(String line) {
        progress.println(line);
        progress.flush();
    }

    public List<Row> rows() {
        return List.copyOf(rows);
    }

    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    public List<Curve> curves() {
        return List.copyOf(curves);
    }

    public List<Cell> cells() {
        return List.copyOf(cells);
    }
}
