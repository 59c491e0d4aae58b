package io.heddle.prebuilt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is prebuilt could have been built by anybody: on the public packages, and without any model library. */
class ArchitectureTest {
    private static final String[] MAY_IMPORT = {
        "java..",
        "io.heddle.json..",
        "io.heddle.api..",
        "io.heddle.graph..",
        "io.heddle.prebuilt..",
        "com.fasterxml.jackson..",
        "org.jspecify.."
    };

    @Test
    void prebuilt_graphs_use_the_graph_model_and_nothing_else() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(MAY_IMPORT)
                .check(new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
                        .importPackages("io.heddle.prebuilt"));
    }
}
