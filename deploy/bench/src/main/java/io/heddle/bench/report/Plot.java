package io.heddle.bench.report;

import io.heddle.bench.report.Curve.Point;
import io.heddle.bench.report.Curve.Series;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** A curve as SVG, without a background and in colours that can be read on white and on black. */
final class Plot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int RIGHT = 150;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final int TICKS = 5;
    private static final String GREY = "#808890";
    private static final List<String> COLOURS = List.of("#3b82d6", "#d9762b", "#2f9e6e", "#c2569e", "#8a7fd6");

    private final StringBuilder svg = new StringBuilder();
    private final Curve curve;
    private final Axis across;
    private final Axis up;

    private Plot(Curve curve) {
        this.curve = curve;
        this.across = Axis.over(values(curve, Point::x), true, LEFT, WIDTH - RIGHT);
        this.up = Axis.over(values(curve, Point::y), curve.logY(), HEIGHT - BOTTOM, TOP);
    }

    static String svg(Curve curve) {
        return new Plot(curve).draw();
    }

    private static double[] values(Curve curve, java.util.function.ToDoubleFunction<Point> of) {
        return curve.series().stream()
                .flatMap(series -> series.points().stream())
                .mapToDouble(of)
                .toArray();
    }

    /** From values to pixels. */
    private record Axis(double[] ticks, DoubleUnaryOperator pixel) {
        static Axis over(double[] values, boolean log, double from, double to) {
            double most = DoubleStream.of(values).max().orElse(1);
            if (!log) {
                double step = niceStep(most / TICKS);
                double top = step * Math.max(1, Math.ceil(most / step));
                double[] ticks = DoubleStream.iterate(0, tick -> tick <= top * 1.001, tick -> tick + step)
                        .toArray();
                return new Axis(ticks, value -> from + (to - from) * value / top);
            }
            double least =
                    DoubleStream.of(values).filter(value -> value > 0).min().orElse(1);
            double low = Math.floor(Math.log10(least));
            double high = Math.max(low + 1, Math.ceil(Math.log10(most)));
            double[] ticks = DoubleStream.iterate(low, exponent -> exponent <= high, exponent -> exponent + 1)
                    .map(exponent -> Math.pow(10, exponent))
                    .toArray();
            return new Axis(
                    ticks,
                    value ->
                            from + (to - from) * (Math.log10(Math.max(value, Math.pow(10, low))) - low) / (high - low));
        }

        /** 1, 2 or 5 times a power of ten. */
        private static double niceStep(double raw) {
            double power = Math.pow(10, Math.floor(Math.log10(Math.max(raw, 1e-9))));
            double part = raw / power;
            return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
        }

        double at(double value) {
            return pixel.applyAsDouble(value);
        }
    }

    private String draw() {
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\" fill=\"%s\">",
                WIDTH, HEIGHT, GREY);
        line("<title>%s</title>", curve.title());
        line("<text x=\"%d\" y=\"20\" font-size=\"14\" font-weight=\"bold\">%s</text>", LEFT, curve.title());
        for (double tick : up.ticks()) {
            double y = up.at(tick);
            line(
                    "<path d=\"M%d %.1fH%d\" stroke=\"%s\" stroke-opacity=\".3\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT, y, WIDTH - RIGHT, GREY, LEFT - 6, y + 4, Plot.tick(tick));
        }
        for (double tick : across.ticks()) {
            double x = across.at(tick);
            line(
                    "<path d=\"M%.1f %dV%d\" stroke=\"%s\" stroke-opacity=\".3\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x, TOP, HEIGHT - BOTTOM, GREY, x, HEIGHT - BOTTOM + 16, Plot.tick(tick));
        }
        line(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, curve.x());
        int middle = (TOP + HEIGHT - BOTTOM) / 2;
        line(
                "<text x=\"14\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 14 %d)\">%s</text>",
                middle, middle, curve.y());
        for (int i = 0; i < curve.series().size(); i++) {
            draw(curve.series().get(i), COLOURS.get(i % COLOURS.size()), TOP + 10 + 20 * i);
        }
        line("</svg>");
        return svg.toString();
    }

    private void draw(Series series, String colour, int legendY) {
        StringBuilder path = new StringBuilder();
        for (Point point : series.points()) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(String.format(Locale.ROOT, "%.1f %.1f", across.at(point.x()), up.at(point.y())));
        }
        line("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
        for (Point point : series.points()) {
            line(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"><title>%s</title></circle>",
                    across.at(point.x()), up.at(point.y()), colour, Report.number(point.y()));
        }
        line(
                "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>",
                WIDTH - RIGHT + 14, legendY - 10, colour, WIDTH - RIGHT + 32, legendY, series.name());
    }

    private static String tick(double value) {
        if (value >= 1_000_000) {
            return shortest(value / 1_000_000) + " M";
        }
        return value >= 10_000 ? shortest(value / 1_000) + " k" : shortest(value);
    }

    private static String shortest(double value) {
        return value == Math.rint(value) ? "%d".formatted((long) value) : String.format(Locale.ROOT, "%.3g", value);
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
