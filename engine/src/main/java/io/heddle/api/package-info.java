/**
 * Heddle's vocabulary: ids, requests, views, stream events and problems. HTTP, embedders and the engine all speak it.
 *
 * <p>Pure: imports {@code io.heddle.json} and nothing else of Heddle. Start with {@link io.heddle.api.Engine}.
 */
@NullMarked
package io.heddle.api;

import org.jspecify.annotations.NullMarked;
