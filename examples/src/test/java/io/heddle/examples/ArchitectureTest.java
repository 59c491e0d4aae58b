package io.heddle.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples are our first customer: what they cannot do with the public packages, nobody can. */
class ArchitectureTest {
    private static final String[] PUBLIC = {
        "io.heddle",
        "io.heddle.json..",
        "io.heddle.api..",
        "io.heddle.graph..",
        "io.heddle.local..",
        "io.heddle.runtime..",
        "io.heddle.prebuilt..",
        "io.heddle.langchain4j..",
        "io.heddle.examples.."
    };

    @Test
    void examples_use_public_packages_only() {
        classes()
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("io.heddle..")).or(resideInAnyPackage(PUBLIC)))
                .allowEmptyShould(true)
                .check(new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
                        .importPackages("io.heddle.examples"));
    }
}
