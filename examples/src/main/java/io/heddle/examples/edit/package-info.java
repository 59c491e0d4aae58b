/**
 * A draft that a person edits or sends back before it is published.
 *
 * <p>May import the engine's public packages, {@code prebuilt} and {@code io.heddle.examples.model}. Start with
 * {@link io.heddle.examples.edit.Edit}.
 */
@NullMarked
package io.heddle.examples.edit;

import org.jspecify.annotations.NullMarked;
