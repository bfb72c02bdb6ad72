/** The prepared dataset: one Delta table, its manifest and its quarantine. */
@NullMarked
package dev.kindling.datablock.table;

import org.jspecify.annotations.NullMarked;
