/** Rows dealt to logical workers and laid in memory-mapped files, read in a keyed epoch order. */
@NullMarked
package dev.kindling.datablock.shard;

import org.jspecify.annotations.NullMarked;
