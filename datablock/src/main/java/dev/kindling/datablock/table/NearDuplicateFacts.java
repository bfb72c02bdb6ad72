package dev.kindling.datablock.table;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.process.NearDuplicates;

/**
 * What is known of pictures that show the same.
 *
 * @param policy what became of them
 * @param clusters of two and more
 * @param items in clusters
 * @param conflicting clusters whose items have different labels
 * @param leaked items of valid and test that had a near duplicate in train, as the splits were
 * @param leaks the same after the policy
 */
public record NearDuplicateFacts(
    NearDuplicates policy, long clusters, long items, long conflicting, long leaked, long leaks) {
  /** Nobody looked. */
  public static final NearDuplicateFacts NONE =
      new NearDuplicateFacts(NearDuplicates.IGNORE, 0, 0, 0, 0, 0);

  public NearDuplicateFacts {
    requireNonNull(policy, "policy");
  }
}
