package dev.kindling.train.callback;

/**
 * What a round cost. Seconds are of wall time; of workers at the same time, those of the core that
 * was at it longest, since everyone waits for it; of workers one after the other on one core, all.
 * The five parts are all of the round.
 *
 * @param broadcast seconds until the workers had the state: writing it, and fetching it
 * @param steps seconds of forward, backward, loss, optimizer and callbacks
 * @param input seconds of waiting for decoding and augmentation
 * @param aggregation seconds of scheduling, sending, and merging in the shuffle if there is one
 * @param outer seconds of the driver by itself: the mean of what came, and the outer optimizer
 * @param broadcastBytes of the state, which each executor fetches once
 * @param sentBytes of all workers' results
 * @param collectedBytes of their mean, where it comes to the driver by itself
 * @param examplesPerWorkerSecond examples that a worker trains on in a second of its loop
 * @param agreement mean cosine between the workers' changes, in [-1, 1]: 1 if all go the same way,
 *     0 if their ways have nothing in common; not a number with one worker
 */
public record RoundCosts(
    double broadcast,
    double steps,
    double input,
    double aggregation,
    double outer,
    long broadcastBytes,
    long sentBytes,
    long collectedBytes,
    double examplesPerWorkerSecond,
    double agreement) {
  /** Of a round that cost nothing. */
  public static final RoundCosts NONE = new RoundCosts(0, 0, 0, 0, 0, 0, 0, 0, 0, Double.NaN);

  /** Bytes moved, with one broadcast. */
  public long bytes() {
    return broadcastBytes + sentBytes + collectedBytes;
  }

  /** Seconds that one worker by itself would not have taken. */
  public double averaging() {
    return broadcast + aggregation + outer;
  }
}
