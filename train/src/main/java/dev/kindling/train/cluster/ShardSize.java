package dev.kindling.train.cluster;

import java.io.Serializable;

/**
 * How much a shard holds, before it is laid.
 *
 * @param records rows
 * @param bytes of all their contents
 */
public record ShardSize(int records, long bytes) implements Serializable {
  /** Nothing. */
  public static final ShardSize EMPTY = new ShardSize(0, 0);

  /** Both together. */
  public ShardSize plus(ShardSize other) {
    return new ShardSize(records + other.records, bytes + other.bytes);
  }
}
