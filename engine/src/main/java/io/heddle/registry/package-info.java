/**
 * Assistants that somebody made, in PostgreSQL, with all their versions.
 *
 * <p>Imports {@code api}, {@code json}, {@code host} and {@code jdbc}. Start with
 * {@link io.heddle.registry.JdbcAssistants}.
 */
@NullMarked
package io.heddle.registry;

import org.jspecify.annotations.NullMarked;
