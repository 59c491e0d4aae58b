/**
 * A language model for the examples, behind LangChain4j: a real one over HTTP, or a scripted one without a key.
 *
 * <p>May import the engine's public packages and LangChain4j. Start with {@link io.heddle.examples.model.Model}.
 */
@NullMarked
package io.heddle.examples.model;

import org.jspecify.annotations.NullMarked;
