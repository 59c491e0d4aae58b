/** What Heddle claims, shown on real actors and a real PostgreSQL. Each class is one claim. */
@NullMarked
package io.heddle.proof;

import org.jspecify.annotations.NullMarked;
