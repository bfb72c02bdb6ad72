/**
 * The training loop of one logical worker: batches come from a {@code BatchSource}, a {@code
 * Recipe} says what is done with them, {@code TrainingLoop} does it for a {@code Stretch} of an
 * epoch, and an {@code Outcome} says what came of it. Knows nothing of clusters.
 */
@NullMarked
package dev.kindling.train.loop;

import org.jspecify.annotations.NullMarked;
