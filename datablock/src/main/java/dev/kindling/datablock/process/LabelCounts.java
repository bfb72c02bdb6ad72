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
 * How many items each split has of each label, {@link #NO_LABEL} where labels are not needed.
 *
 * @param bySplit counts by label, by split; a split without items is absent
 */
public record LabelCounts(Map<Split, SortedMap<String, Long>> bySplit) {
  /** Stands for the label of items that have none. */
  public static final String NO_LABEL = "";

  public LabelCounts {
    Map<Split, SortedMap<String, Long>> copy = new EnumMap<>(Split.class);
    bySplit.forEach(
        (split, counts) ->
            copy.put(split, Collections.unmodifiableSortedMap(new TreeMap<>(counts))));
    bySplit = Collections.unmodifiableMap(copy);
  }

  /** Counts by label in one split. */
  public SortedMap<String, Long> of(Split split) {
    return bySplit.getOrDefault(split, Collections.emptySortedMap());
  }

  /** Items of one split. */
  public long count(Split split) {
    return of(split).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Items in all. */
  public long count() {
    return bySplit.keySet().stream().mapToLong(this::count).sum();
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
