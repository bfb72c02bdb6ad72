package dev.kindling.datablock.shard;

/**
 * One item as a shard holds it. Equality is by identity of its arrays; compare what they hold
 * yourself.
 *
 * @param key the item's key
 * @param targets its target, as {@code TargetCode} has it, at least one int; owned by the record
 * @param content its encoded bytes, owned by the record
 */
@SuppressWarnings("ArrayRecordComponent")
public record ShardRecord(String key, int[] targets, byte[] content)
    implements java.io.Serializable {
  public ShardRecord {
    if (targets.length == 0) {
      throw new IllegalArgumentException("Record \"%s\" needs a target, got none".formatted(key));
    }
  }

  /**
   * An item of one category.
   *
   * @param target its index in the vocab; -1 where it is not known
   */
  public ShardRecord(String key, int target, byte[] content) {
    this(key, new int[] {target}, content);
  }

  /** The index of its category, or what else its one int is. */
  public int target() {
    return targets[0];
  }
}
