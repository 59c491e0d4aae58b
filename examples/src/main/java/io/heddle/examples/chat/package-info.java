/**
 * The smallest useful graph: a conversation with a model.
 *
 * <p>May import the engine's public packages and {@code io.heddle.examples.model}. Start with
 * {@link io.heddle.examples.chat.Chat}.
 */
@NullMarked
package io.heddle.examples.chat;

import org.jspecify.annotations.NullMarked;
