package dev.kindling.datablock;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** The order in which one of several equal items is taken. */
final class SplitOrder {
  private SplitOrder() {}

  /** A struct to take the least of: by split, train first, then by key; it names both. */
  static Column of(Column split, Column key) {
    return struct(rank(split).as("rank"), key.as("key"), split.as("split"));
  }

  /** The same, but what an earlier version has in its table comes first. */
  static Column of(Column old, Column split, Column key) {
    return struct(
        when(old, 0).otherwise(1).as("age"),
        rank(split).as("rank"),
        key.as("key"),
        split.as("split"));
  }

  private static Column rank(Column split) {
    Column rank = lit(Split.values().length);
    for (Split known : Split.values()) {
      rank = when(split.equalTo(known.text()), lit(known.ordinal())).otherwise(rank);
    }
    return rank;
  }
}
