/**
 * The gateway's paths: one file a resource, each a list of {@link io.heddle.http.routes.Endpoint}.
 *
 * <p>Handlers are straight-line code on a virtual thread of their own: they may wait for the engine, and they refuse by
 * throwing. Start with {@link io.heddle.http.routes.ThreadRoutes}.
 */
@NullMarked
package io.heddle.http.routes;

import org.jspecify.annotations.NullMarked;
