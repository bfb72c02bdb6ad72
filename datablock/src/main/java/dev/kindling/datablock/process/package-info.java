/** Processors: state fitted on the training split, applied to every split. */
@NullMarked
package dev.kindling.datablock.process;

import org.jspecify.annotations.NullMarked;
