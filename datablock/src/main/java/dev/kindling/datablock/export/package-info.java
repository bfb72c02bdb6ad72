/** Prepared datasets written out for other programs. */
@NullMarked
package dev.kindling.datablock.export;

import org.jspecify.annotations.NullMarked;
