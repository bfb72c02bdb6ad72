package dev.kindling.datablock.export;

import java.util.Map;

/**
 * What a row becomes.
 *
 * @param members content by what is behind the dot of a member's name, in order
 */
record Sample(Map<String, byte[]> members) {
  private static final long RECORD = 512;

  /** What it takes in a tar file. */
  long bytes() {
    return members.values().stream()
        .mapToLong(content -> RECORD + (content.length + RECORD - 1) / RECORD * RECORD)
        .sum();
  }
}
