package dev.kindling.train.cluster;

import dev.kindling.augment.BackendUse;
import dev.kindling.train.callback.RoundCosts;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.TimeSpent;

/**
 * What a round came to.
 *
 * @param outcome of all workers, merged in worker order; those dropped count with their examples
 *     but not with their metrics
 * @param workers workers that had steps to take
 * @param dropped workers whose parameters were not finite and were left out
 * @param costs what it cost
 * @param augmented what made the batches of all workers
 * @param spent of the workers that took longest one after the other
 */
record RoundResult(
    Outcome outcome,
    int workers,
    int dropped,
    RoundCosts costs,
    BackendUse augmented,
    TimeSpent spent) {}
