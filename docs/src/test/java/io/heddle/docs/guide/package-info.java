/** The programs of the guide, as they stand in its pages, and what they do. */
@NullMarked
package io.heddle.docs.guide;

import org.jspecify.annotations.NullMarked;
