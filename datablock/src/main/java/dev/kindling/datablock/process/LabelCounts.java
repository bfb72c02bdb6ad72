package dev.kindling.datablock.process;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.Split;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many items each split has, and how many of each label. An item may have several labels, or
 * none.
 *
 * @param items by split; a split without items is absent
 * @param bySplit counts by label, by split; nothing where labels are not counted
 */
public record LabelCounts(Map<Split, Long> items, Map<Split, SortedMap<String, Long>> bySplit) {
  public LabelCounts {
    items = Collections.unmodifiableMap(new EnumMap<>(withoutNothing(items)));
    Map<Split, SortedMap<String, Long>> copy = new EnumMap<>(Split.class);
    bySplit.forEach(
        (split, counts) ->
            copy.put(split, Collections.unmodifiableSortedMap(new TreeMap<>(counts))));
    bySplit = Collections.unmodifiableMap(copy);
  }

  private static Map<Split, Long> withoutNothing(Map<Split, Long> items) {
    Map<Split, Long> some = new EnumMap<>(Split.class);
    items.forEach(
        (split, count) -> {
          if (count > 0) {
            some.put(split, count);
          }
        });
    return some;
  }

  /** Counts of items with one label each. */
  public static LabelCounts ofCategories(Map<Split, SortedMap<String, Long>> bySplit) {
    Map<Split, Long> items = new EnumMap<>(Split.class);
    bySplit.forEach(
        (split, counts) ->
            items.put(split, counts.values().stream().mapToLong(Long::longValue).sum()));
    return new LabelCounts(items, bySplit);
  }

  /** Counts by label in one split. */
  public SortedMap<String, Long> of(Split split) {
    return bySplit.getOrDefault(split, Collections.emptySortedMap());
  }

  /** Items of one split. */
  public long count(Split split) {
    return items.getOrDefault(split, 0L);
  }

  /** Items in all. */
  public long count() {
    return items.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Itself, if both train and valid have items.
   *
   * @throws DataContractException if one is empty
   */
  public LabelCounts requireTrainAndValid(String splitter) {
    for (Split split : List.of(Split.TRAIN, Split.VALID)) {
      if (count(split) == 0) {
        throw new DataContractException(
            "Split %s is empty by %s; items by split: train %d, valid %d, test %d. Correct the splitter or the folders"
                .formatted(
                    split.text(),
                    splitter,
                    count(Split.TRAIN),
                    count(Split.VALID),
                    count(Split.TEST)));
      }
    }
    return this;
  }
}
