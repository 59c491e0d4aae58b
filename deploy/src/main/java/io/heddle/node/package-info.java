/**
 * The runnable cluster node: reads the configuration, starts system, engine and gateway, reports ready.
 *
 * <p>The only place that sees every module. Nothing imports it.
 */
@NullMarked
package io.heddle.node;

import org.jspecify.annotations.NullMarked;
