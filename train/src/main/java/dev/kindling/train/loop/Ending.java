package dev.kindling.train.loop;

import java.io.Serializable;

/**
 * How a pass over batches ended.
 *
 * @param kind which way
 * @param reason why a callback cancelled; empty if none did
 */
public record Ending(Kind kind, String reason) implements Serializable {
  /** The ways, from the one that stops least. */
  public enum Kind {
    /** Every batch was taken. */
    COMPLETED,
    /** A callback left the pass; the fit goes on. */
    EPOCH_CANCELLED,
    /** A callback left the fit. */
    FIT_CANCELLED
  }

  /** Every batch was taken. */
  public static final Ending COMPLETED = new Ending(Kind.COMPLETED, "");

  /** The one of both that stops more; this one if they stop the same. */
  public Ending orStronger(Ending other) {
    return other.kind.compareTo(kind) > 0 ? other : this;
  }
}
