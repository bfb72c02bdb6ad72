package dev.kindling.datablock.table;

import static java.util.Objects.requireNonNull;

/**
 * What became of a source's items since the version that another goes on from. Every item of the
 * source is new, changed or reused, also those in quarantine and those that a policy drops.
 *
 * @param from the version that was gone on from; {@link #NOTHING} where everything was read
 * @param full why everything was read; empty where it was not
 * @param added items read for the first time
 * @param changed items that were there and have another content, or fail in another way
 * @param reused items that are as they were
 * @param relabelled of the reused, those that have another label than before
 * @param vanished items that are no longer in the source
 * @param stillQuarantined of the reused, those in quarantine
 * @param held of the changed and reused, those that the splitter would now put elsewhere; they stay
 */
public record Changes(
    long from,
    String full,
    long added,
    long changed,
    long reused,
    long relabelled,
    long vanished,
    long stillQuarantined,
    long held) {
  /** Where no version was gone on from. */
  public static final long NOTHING = -1;

  /** Of a version by a program that did not count them. */
  public static final Changes UNKNOWN = new Changes(NOTHING, "not stated", 0, 0, 0, 0, 0, 0, 0);

  public Changes {
    requireNonNull(full, "full");
  }

  /** Whether every item was read. */
  public boolean everything() {
    return from == NOTHING;
  }

  /** Whether the items and their labels are what they were. */
  public boolean none() {
    return added == 0 && changed == 0 && relabelled == 0 && vanished == 0;
  }
}
