package io.heddle.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Cases made up from seeds come out equal, without a list of exceptions: {@code -Dheddle.oracle.seeds=5000} plays more of them,
 * {@code -Dheddle.oracle.seed=17} plays just that one. A failure shows its seed and the smallest case that still differs.
 */
class GeneratedOracleTest {
    private static final int SEEDS = Integer.getInteger("heddle.oracle.seeds", 1000);
    private static final Long ONLY = Long.getLong("heddle.oracle.seed");

    @Test
    void made_up_cases_come_out_equal() throws Exception {
        LongStream seeds = ONLY == null ? LongStream.range(0, SEEDS) : LongStream.of(ONLY);
        List<OracleCase> cases = seeds.mapToObj(CaseGenerator::of).toList();
        try (LangGraph langGraph = LangGraph.start()) {
            List<JsonNode> theirs = langGraph.play(cases);
            for (int i = 0; i < cases.size(); i++) {
                if (!differences(cases.get(i), theirs.get(i)).isEmpty()) {
                    OracleCase smallest = shrunk(cases.get(i), langGraph);
                    assertThat(differences(smallest, langGraph.play(smallest)))
                            .as("%s, made smaller: %s", cases.get(i).name(), smallest.document())
                            .isEmpty();
                }
            }
        }
    }

    /** Leaves out one part after the other, as long as the engines still differ. */
    private static OracleCase shrunk(OracleCase failing, LangGraph langGraph) throws IOException {
        OracleCase smallest = failing;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (OracleCase candidate : Smaller.than(smallest)) {
                if (differs(candidate, langGraph)) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** A part may be missed by another; then the case makes no sense, and does not differ either. */
    private static boolean differs(OracleCase each, LangGraph langGraph) throws IOException {
        try {
            return !differences(each, langGraph.play(each)).isEmpty();
        } catch (RuntimeException | AssertionError senseless) {
            return false;
        }
    }

    private static List<Difference> differences(OracleCase each, JsonNode theirs) {
        return Difference.between(CaseSession.play(each), theirs);
    }
}
