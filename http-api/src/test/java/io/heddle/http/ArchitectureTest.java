package io.heddle.http;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the gateway and the client may import of Heddle: the vocabulary, and nothing behind it. */
class ArchitectureTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
            .importPackages("io.heddle.http", "io.heddle.client");

    @Test
    void the_gateway_sees_the_vocabulary_only() {
        classes()
                .that()
                .resideInAPackage("io.heddle.http..")
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("io.heddle.."))
                        .or(resideInAnyPackage("io.heddle.http..", "io.heddle.api..", "io.heddle.json..")))
                .allowEmptyShould(true)
                .check(GATEWAY);
    }

    @Test
    void the_client_needs_neither_the_gateway_nor_pekko() {
        classes()
                .that()
                .resideInAPackage("io.heddle.client..")
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage("io.heddle..", "org.apache.pekko..", "scala.."))
                        .or(resideInAnyPackage("io.heddle.client..", "io.heddle.api..", "io.heddle.json..")))
                .allowEmptyShould(true)
                .check(GATEWAY);
    }
}
