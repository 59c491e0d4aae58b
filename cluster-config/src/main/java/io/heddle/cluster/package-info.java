/**
 * How cluster nodes find each other, survive splits, report health and leave in order.
 *
 * <p>Imports Pekko and no Heddle module, so that it can be read, tested and reused on its own.
 */
@NullMarked
package io.heddle.cluster;

import org.jspecify.annotations.NullMarked;
