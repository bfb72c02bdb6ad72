/**
 * Batches as values: ragged uint8 images as they are decoded, and the float32 tensors that a model
 * takes.
 */
@NullMarked
package dev.kindling.datablock.batch;

import org.jspecify.annotations.NullMarked;
