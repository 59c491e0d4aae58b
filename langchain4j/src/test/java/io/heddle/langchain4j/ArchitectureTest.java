package io.heddle.langchain4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** LangChain4j on the one side, the graph model on the other; no engine, no provider. */
class ArchitectureTest {
    private static final String[] MAY_IMPORT = {
        "java..",
        "io.heddle.json..",
        "io.heddle.api..",
        "io.heddle.graph..",
        "io.heddle.prebuilt..",
        "io.heddle.langchain4j..",
        "com.fasterxml.jackson..",
        "dev.langchain4j.agent.tool..",
        "dev.langchain4j.data.message..",
        "dev.langchain4j.exception..",
        "dev.langchain4j.model.chat..",
        "dev.langchain4j.model.output..",
        "org.jspecify.."
    };

    @Test
    void the_adapter_knows_langchain4js_core_and_the_graph_model() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(MAY_IMPORT)
                .check(new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
                        .importPackages("io.heddle.langchain4j"));
    }
}
