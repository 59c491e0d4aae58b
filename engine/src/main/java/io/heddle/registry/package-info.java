/**
 * What is kept in PostgreSQL beside the threads: assistants that somebody made, with all their versions, crons, and what is to
 * be told to webhooks.
 *
 * <p>Imports {@code api}, {@code json}, {@code host}, {@code schedule}, {@code webhook} and {@code jdbc}. Start with
 * {@link io.heddle.registry.JdbcAssistants}.
 */
@NullMarked
package io.heddle.registry;

import org.jspecify.annotations.NullMarked;
