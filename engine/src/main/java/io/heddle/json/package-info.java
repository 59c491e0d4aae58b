/**
 * JSON as Heddle keeps it: encoded once, never changed, copied rather than parsed.
 *
 * <p>Imports the JDK, Jackson and JSpecify only. Start with {@link io.heddle.json.JsonValue}.
 */
@NullMarked
package io.heddle.json;

import org.jspecify.annotations.NullMarked;
