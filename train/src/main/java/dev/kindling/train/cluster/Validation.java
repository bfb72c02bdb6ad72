package dev.kindling.train.cluster;

import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.TimeSpent;

/**
 * What a validation came to.
 *
 * @param outcome of all workers, merged in worker order
 * @param spent of the workers that took longest one after the other
 */
record Validation(Outcome outcome, TimeSpent spent) {}
