/** One training step and one epoch. */
@NullMarked
package dev.kindling.train.loop;

import org.jspecify.annotations.NullMarked;
