/**
 * The differential oracle: one case, two engines, one outcome. {@code src/test/oracle/README.md} says what a case is.
 *
 * <p>Start with {@link io.heddle.oracle.OracleTest}.
 */
package io.heddle.oracle;
