/**
 * Long-term memory in PostgreSQL: one table of items, read and written directly.
 *
 * <p>Imports {@code api}, {@code json} and {@code jdbc}. Start with {@link io.heddle.store.JdbcStore}.
 */
@NullMarked
package io.heddle.store;

import org.jspecify.annotations.NullMarked;
