/**
 * Engines run a model forward and backward on batches; they know nothing of optimizers or clusters.
 */
@NullMarked
package dev.kindling.train.engine;

import org.jspecify.annotations.NullMarked;
