package io.heddle.oracle;

import java.util.List;
import java.util.stream.Collectors;

/** The page of the guide that says where Heddle differs from LangGraph, made from the reviewed list. Pure. */
final class DeviationsPage {
    private DeviationsPage() {}

    static String of(List<Deviation> deviations, int cases, String version) {
        StringBuilder page = new StringBuilder("""
                # Where Heddle differs from LangGraph

                A graph means the same here and there. That is tested: %d cases by hand, and as many made up as one likes, run in
                Heddle and in the npm package `@langchain/langgraph` %s, and history, tasks, values and streams must be equal.
                What follows is every difference those cases show, each on purpose. A test fails on any other, and on one of these
                that no longer happens. What the comparison takes away beforehand (ids, times, texts of errors, the order in which
                siblings happen to end) is listed in `engine/src/test/oracle/README.md`.
                """.formatted(cases, version));
        for (Deviation deviation : deviations) {
            page.append("\n## ").append(deviation.title()).append("\n\n");
            page.append("| LangGraph | Heddle | Why |\n|---|---|---|\n");
            page.append("| %s | %s | %s |%n".formatted(deviation.theirs(), deviation.ours(), deviation.why()));
            page.append("\nShown by ")
                    .append(deviation.cases().keySet().stream()
                            .map(name -> "*" + name + "*")
                            .collect(Collectors.joining("; ")))
                    .append(".\n");
        }
        return page.toString();
    }
}
