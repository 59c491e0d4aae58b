package io.heddle;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import whom inside the engine. A new package is added to the table in the commit that creates it. */
class ArchitectureTest {
    private static final String ROOT = "io.heddle";
    private static final String PUBLIC = "json api graph local runtime";
    private static final String PURE = "collection json api graph step thread codec";

    /** Package to the packages of ours that it may import, itself apart. */
    private static final Map<String, String> MAY_IMPORT = Map.ofEntries(
            Map.entry("collection", ""),
            Map.entry("json", ""),
            Map.entry("api", "json"),
            Map.entry("graph", "collection json api"),
            Map.entry("step", "collection json api graph"),
            Map.entry("thread", "collection json api graph step"),
            Map.entry("codec", "collection json api graph step thread"),
            Map.entry("observe", "json api"),
            Map.entry("stream", "json api"),
            Map.entry("task", "collection json api graph step thread observe"),
            Map.entry("host", PURE + " task stream observe"),
            Map.entry("local", PURE + " host task stream schedule webhook observe"),
            Map.entry("actor", PURE + " host task stream observe"),
            Map.entry("jdbc", "json api observe"),
            Map.entry("readside", PURE + " host jdbc observe"),
            Map.entry("store", "json api jdbc observe"),
            Map.entry("registry", "json api host schedule webhook jdbc observe"),
            Map.entry("schedule", "json api observe"),
            Map.entry("webhook", "json api observe"),
            Map.entry(
                    "runtime",
                    PURE + " host task stream local actor jdbc readside store registry schedule webhook observe"));

    private static final String[] PURE_LIBRARIES = {
        "java.lang..",
        "java.math..",
        "java.nio",
        "java.nio.charset..",
        "java.io",
        "java.net",
        "java.security..",
        "java.text..",
        "java.time..",
        "java.util..",
        "com.fasterxml.jackson..",
        "com.fasterxml.classmate..",
        "com.fasterxml.uuid..",
        "com.github.victools..",
        "org.jspecify..",
        ""
    };

    private static final JavaClasses ENGINE =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages(ROOT);

    @Test
    void every_package_is_known() {
        Set<String> unknown = ENGINE.stream()
                .map(type -> type.getPackageName().split("\\."))
                .filter(name -> name.length > 2)
                .map(name -> name[2])
                .filter(name -> !MAY_IMPORT.containsKey(name))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown)
                .as("packages without a row in MAY_IMPORT; decide what they may import")
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> a_package_imports_only_what_lies_below_it() {
        return MAY_IMPORT.keySet().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> classes()
                                .that()
                                .resideInAPackage(tree(name))
                                .should()
                                .onlyDependOnClassesThat(foreign().or(ours(MAY_IMPORT.get(name) + " " + name)))
                                .allowEmptyShould(true)
                                .check(ENGINE)));
    }

    @Test
    void the_typed_face_is_made_of_public_packages() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .onlyDependOnClassesThat(foreign().or(ours(PUBLIC)).or(resideInAPackage(ROOT)))
                .allowEmptyShould(true)
                .check(ENGINE);
    }

    @Test
    void the_pure_packages_know_no_actor_no_database_and_no_file() {
        classes()
                .that(ours(PURE))
                .should()
                .onlyDependOnClassesThat(
                        ours(PURE).or(resideInAnyPackage(PURE_LIBRARIES)).or(resideInAnyPackage("scala..")))
                .check(ENGINE);
    }

    @Test
    void only_the_collections_know_that_they_are_scalas() {
        classes()
                .that(ours(PURE).and(not(ours("collection"))))
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("scala..")))
                .check(ENGINE);
    }

    @Test
    void running_user_code_needs_threads_a_logger_and_a_cache_but_no_actor() {
        classes()
                .that(ours("task stream host local schedule webhook observe"))
                .should()
                .onlyDependOnClassesThat(ours(PURE + " task stream host local schedule webhook observe")
                        .or(resideInAnyPackage(PURE_LIBRARIES))
                        .or(resideInAnyPackage("javax.crypto..", "javax.net.ssl..", "com.cronutils.."))
                        .or(resideInAnyPackage("org.slf4j..", "io.micrometer..", "com.github.benmanes.caffeine..")))
                .allowEmptyShould(true)
                .check(ENGINE);
    }

    private static DescribedPredicate<JavaClass> foreign() {
        return not(resideInAPackage(ROOT + ".."));
    }

    private static DescribedPredicate<JavaClass> ours(String names) {
        return resideInAnyPackage(Arrays.stream(names.trim().split(" +"))
                .map(ArchitectureTest::tree)
                .toArray(String[]::new));
    }

    private static String tree(String name) {
        return ROOT + "." + name + "..";
    }
}
