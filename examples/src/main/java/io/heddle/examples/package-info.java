/**
 * Small graphs, one package each, that run as tests and appear in the guide.
 *
 * <p>Our first customer: may import the public packages of the engine and nothing behind them.
 */
@NullMarked
package io.heddle.examples;

import org.jspecify.annotations.NullMarked;
