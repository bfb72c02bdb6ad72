/**
 * How long an epoch will take on clusters that are not at hand, from what was measured on one that
 * is.
 */
@NullMarked
package dev.kindling.train.scaling;

import org.jspecify.annotations.NullMarked;
