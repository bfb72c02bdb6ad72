package dev.kindling.train.loop;

import dev.kindling.train.optim.Hypers;
import java.io.Serializable;

/**
 * One training step, for the curves.
 *
 * @param epoch from 0
 * @param step of the epoch, from 0
 * @param examples items of the batch
 * @param hypers rate and momentum by parameter group
 * @param loss mean loss of the batch; not a number if the batch was cancelled before it was known
 * @param cancelled why this batch alone was cancelled, by a callback or an overflow; empty if it
 *     was not
 */
public record StepRecord(
    int epoch, int step, int examples, Hypers hypers, double loss, String cancelled)
    implements Serializable {}
