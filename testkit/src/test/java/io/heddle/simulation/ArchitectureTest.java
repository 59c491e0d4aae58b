package io.heddle.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A simulated thread is hosted by all that hosts one, but by no actor and from no database. */
class ArchitectureTest {
    @Test
    void a_simulated_thread_needs_no_actor_and_no_database() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.heddle.actor..",
                        "io.heddle.jdbc..",
                        "io.heddle.readside..",
                        "io.heddle.schedule..",
                        "io.heddle.store..",
                        "io.heddle.testkit..",
                        "org.apache.pekko..",
                        "java.sql..")
                .check(new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
                        .importPackages("io.heddle.simulation"));
    }
}
