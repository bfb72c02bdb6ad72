/**
 * Training over logical workers: rounds, averaging, checkpoints. The one place in train that knows
 * Spark.
 */
@NullMarked
package dev.kindling.train.cluster;

import org.jspecify.annotations.NullMarked;
