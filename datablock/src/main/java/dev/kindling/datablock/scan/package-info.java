/** Finds items: the directory walker and its counted skips. */
@NullMarked
package dev.kindling.datablock.scan;

import org.jspecify.annotations.NullMarked;
