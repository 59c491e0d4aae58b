/**
 * A language model for the examples, a real one over HTTP, or a scripted one without a key.
 *
 * <p>May import the engine's public packages, {@code prebuilt}, {@code langchain4j} and LangChain4j. Start with
 * {@link io.heddle.examples.model.Models}.
 */
@NullMarked
package io.heddle.examples.model;

import org.jspecify.annotations.NullMarked;
