package io.heddle.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArithmeticTest {
    @ParameterizedTest
    @CsvSource({
        "42, 42",
        "1 + 2 * 3, 7",
        "(1 + 2) * 3, 9",
        "10 - 4 - 3, 3",
        "-(2 - 5), 3",
        "0.1 + 0.2, 0.3",
        "7 / 2, 3.5",
        "1 / 3 * 0, 0",
        " 6*7 , 42"
    })
    void sums_are_right(String expression, String value) {
        assertThat(Arithmetic.evaluate(expression)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "1 / 0, division by zero",
        "2 +, 'expected a number at position 4 of \"2 +\", found the end'",
        "(1, 'expected a closing parenthesis at position 3 of \"(1\", found the end'",
        "1 2, 'expected an operator at position 3 of \"1 2\", found ''2'''",
        "System.exit(0), 'expected a number at position 1 of \"System.exit(0)\", found ''S'''",
        "'', 'expected a number at position 1 of \"\", found the end'"
    })
    void what_is_no_sum_says_why(String expression, String complaint) {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Arithmetic.evaluate(expression))
                .withMessage(complaint);
    }

    @Test
    void an_endless_expression_is_refused() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Arithmetic.evaluate("(".repeat(10_000)))
                .withMessageContaining("longer than 200");
    }
}
