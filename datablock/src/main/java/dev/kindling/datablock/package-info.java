/**
 * The Data Block API as Spark transformations: {@code Scan ▸ Items ▸ LabeledItems ▸ SplitItems ▸
 * ProcessedItems ▸ Batches}. Each value is immutable and offers only the step that may come next.
 */
@NullMarked
package dev.kindling.datablock;

import org.jspecify.annotations.NullMarked;
