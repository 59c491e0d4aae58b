package io.heddle.graph;

import java.util.EnumSet;
import java.util.Set;

/**
 * What must hold for a graph to be able to run; one method a rule, all findings at once.
 *
 * <p>The rules come in three groups: {@link DeclarationRules} of names and types, {@link WiringRules} of single edges, {@link
 * ReachRules} of ways through the whole graph. The last are asked only when every name is known, since one misspelt target
 * makes half a graph unreachable.
 */
final class GraphValidator {
    private static final Set<GraphFault> HIDES_WAYS =
            EnumSet.of(GraphFault.DUPLICATE_NODE, GraphFault.NOT_A_NODE, GraphFault.UNKNOWN_NODE, GraphFault.NO_START);

    private GraphValidator() {}

    /** Throws an {@link InvalidGraphException} with everything found. */
    static void check(String id, GraphDraft draft) {
        Findings findings = new Findings();
        new DeclarationRules(draft, findings).check();
        new WiringRules(draft, findings).check();
        if (!findings.has(HIDES_WAYS)) {
            new ReachRules(draft, findings).check();
        }
        if (!findings.all().isEmpty()) {
            throw new InvalidGraphException(id, findings.all());
        }
    }
}
