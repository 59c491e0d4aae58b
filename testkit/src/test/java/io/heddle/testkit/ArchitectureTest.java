package io.heddle.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kit stands beside the hosts of the engine, as one more of them; it needs no actor, no database and no assertions of others. */
class ArchitectureTest {
    private static final String[] MAY_IMPORT = {
        "java..",
        "io.heddle",
        "io.heddle.json..",
        "io.heddle.api..",
        "io.heddle.graph..",
        "io.heddle.step..",
        "io.heddle.thread..",
        "io.heddle.task..",
        "io.heddle.host..",
        "io.heddle.local..",
        "io.heddle.prebuilt..",
        "io.heddle.simulation..",
        "io.heddle.testkit..",
        "com.fasterxml.jackson..",
        "org.junit.jupiter.api..",
        "org.jspecify.."
    };

    @Test
    void the_kit_is_a_host_like_others() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(MAY_IMPORT)
                .check(new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
                        .importPackages("io.heddle.testkit"));
    }
}
