/** Everything the documentation shows is run here. */
@NullMarked
package io.heddle.docs;

import org.jspecify.annotations.NullMarked;
