/**
 * One graph, two users: the README's first example.
 *
 * <p>May import the engine's public packages. Start with {@link io.heddle.examples.hello.Hello}.
 */
@NullMarked
package io.heddle.examples.hello;

import org.jspecify.annotations.NullMarked;
