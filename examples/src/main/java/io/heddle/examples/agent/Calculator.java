package io.heddle.examples.agent;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;

/** Models guess at sums; this one knows. */
final class Calculator {
    @Tool("Evaluates arithmetic exactly: numbers, + - * / and parentheses")
    String calculate(@P("for example (17 + 4) * 2") String expression) {
        return Arithmetic.evaluate(expression);
    }
}
