/** Rights that one process has at a time, by a file that says who has it. */
@NullMarked
package dev.kindling.datablock.lease;

import org.jspecify.annotations.NullMarked;
