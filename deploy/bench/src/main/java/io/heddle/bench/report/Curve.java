package io.heddle.bench.report;

import java.util.List;

/**
 * How something grows.
 *
 * @param name of its file, without ending
 * @param x what it is plotted against, on a logarithmic axis
 * @param y what is plotted, with its unit
 * @param logY whether that axis is logarithmic too
 */
public record Curve(String name, String title, String x, String y, boolean logY, List<Series> series) {
    public Curve {
        series = List.copyOf(series);
    }

    /** One line of it. */
    public record Series(String name, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    public record Point(double x, double y) {}
}
