/**
 * Batches as values: ragged uint8 images as they are decoded from a shard, and the float32 tensors
 * that a model takes; and their making ahead of time on another thread.
 */
@NullMarked
package dev.kindling.datablock.batch;

import org.jspecify.annotations.NullMarked;
