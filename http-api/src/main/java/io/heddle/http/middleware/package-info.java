/**
 * What every request passes on its way to a route and back: the bounded body, CORS, the request's id.
 */
@NullMarked
package io.heddle.http.middleware;

import org.jspecify.annotations.NullMarked;
