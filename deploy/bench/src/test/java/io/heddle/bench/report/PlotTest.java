package io.heddle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.bench.report.Curve.Point;
import io.heddle.bench.report.Curve.Series;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PlotTest {
    private static Document parsed(Curve curve) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Plot.svg(curve))));
    }

    @Test
    void a_plot_is_xml_with_a_mark_for_each_point() throws Exception {
        Document svg = parsed(new Curve(
                "name",
                "A title",
                "messages",
                "ms",
                true,
                List.of(
                        new Series("one", List.of(new Point(10, 0.4), new Point(10_000, 32))),
                        new Series("two", List.of(new Point(10, 1))))));

        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(3);
    }

    @Test
    void it_is_drawn_without_a_background_of_its_own() throws Exception {
        Document svg = parsed(new Curve(
                "name", "t", "x", "y", false, List.of(new Series("only", List.of(new Point(1, 5), new Point(2, 0))))));

        assertThat(svg.getElementsByTagName("rect").getLength())
                .as("the only rectangle is that of the legend")
                .isEqualTo(1);
    }

    @Test
    void each_curve_of_a_report_is_a_file(@TempDir Path into) throws Exception {
        Curve curve = new Curve("turns", "t", "x", "y", false, List.of(new Series("ours", List.of(new Point(1, 5)))));

        new Report(Map.of(), List.of(), List.of(), List.of(curve), List.of()).plot(into);

        assertThat(Files.readString(into.resolve("turns.svg"))).contains("ours");
    }
}
