package io.heddle.examples.agent;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Evaluates {@code + - * / ( )} over decimal numbers, and nothing else: what a model writes is data, never code. One instance
 * reads one expression from left to right.
 */
final class Arithmetic {
    private static final int LONGEST = 200;
    private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL128;

    private final String text;
    private int at;

    private Arithmetic(String text) {
        this.text = text;
    }

    /** The value in plain decimal digits; throws {@link ArithmeticException} saying what is wrong and where. */
    static String evaluate(String expression) {
        if (expression.length() > LONGEST) {
            throw new ArithmeticException("the expression is longer than %d characters".formatted(LONGEST));
        }
        Arithmetic reader = new Arithmetic(expression);
        reader.skipBlanks();
        BigDecimal value = reader.sum();
        if (reader.at < expression.length()) {
            throw reader.unexpected("an operator");
        }
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private BigDecimal sum() {
        BigDecimal value = product();
        while (true) {
            if (take('+')) {
                value = value.add(product(), EXACT_ENOUGH);
            } else if (take('-')) {
                value = value.subtract(product(), EXACT_ENOUGH);
            } else {
                return value;
            }
        }
    }

    private BigDecimal product() {
        BigDecimal value = factor();
        while (true) {
            if (take('*')) {
                value = value.multiply(factor(), EXACT_ENOUGH);
            } else if (take('/')) {
                value = quotient(value, factor());
            } else {
                return value;
            }
        }
    }

    private BigDecimal factor() {
        if (take('-')) {
            return factor().negate();
        }
        if (take('(')) {
            BigDecimal value = sum();
            if (!take(')')) {
                throw unexpected("a closing parenthesis");
            }
            return value;
        }
        return number();
    }

    private BigDecimal number() {
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        try {
            return new BigDecimal(text.substring(start, at));
        } catch (NumberFormatException none) {
            at = start;
            throw unexpected("a number");
        }
    }

    private static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        return dividend.divide(divisor, EXACT_ENOUGH);
    }

    /** Steps over {@code sign} if it comes next, and over the blanks around it. */
    private boolean take(char sign) {
        skipBlanks();
        if (at == text.length() || text.charAt(at) != sign) {
            return false;
        }
        at++;
        skipBlanks();
        return true;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private ArithmeticException unexpected(String wanted) {
        String found = at == text.length() ? "the end" : "'" + text.charAt(at) + "'";
        return new ArithmeticException(
                "expected %s at position %d of \"%s\", found %s".formatted(wanted, at + 1, text, found));
    }
}
