/**
 * LangChain4j in Heddle: its chat models as {@link io.heddle.prebuilt.ChatModel}s, its {@code @Tool} methods as
 * {@link io.heddle.prebuilt.Tool}s.
 *
 * <p>May import the engine's public packages, {@code io.heddle.prebuilt} and LangChain4j's core. Start with
 * {@link io.heddle.langchain4j.LangChain4jModel} and {@link io.heddle.langchain4j.AnnotatedTools}.
 */
@NullMarked
package io.heddle.langchain4j;

import org.jspecify.annotations.NullMarked;
