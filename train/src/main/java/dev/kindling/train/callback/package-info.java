/**
 * Code that users hang into training. A {@code Callback} runs where batches run, at the events that
 * its documentation shows as a loop in pseudocode; a {@code RunListener} runs on the driver between
 * rounds.
 */
@NullMarked
package dev.kindling.train.callback;

import org.jspecify.annotations.NullMarked;
