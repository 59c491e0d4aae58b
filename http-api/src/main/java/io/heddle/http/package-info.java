/**
 * The HTTP gateway: routes, the JSON contract, event streams, authentication.
 *
 * <p>Of Heddle it may import {@code io.heddle.api} and {@code io.heddle.json} only, so that it cannot name an actor, a
 * thread event or a table.
 */
@NullMarked
package io.heddle.http;

import org.jspecify.annotations.NullMarked;
