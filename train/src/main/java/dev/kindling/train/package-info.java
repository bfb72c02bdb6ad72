/** The learner, an immutable recipe, and the run that comes of it. */
@NullMarked
package dev.kindling.train;

import org.jspecify.annotations.NullMarked;
