package dev.kindling.datablock.table;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.process.LabelType;
import dev.kindling.datablock.process.Targets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the labels of a prepared dataset mean.
 *
 * @param kind one category, several, a number, or nothing
 * @param separator what stands between several labels in the column {@code label}, where there may
 *     be several; else empty
 * @param bare items that may have labels and have none, by split
 * @param numbers what is known of them, by split, where labels are numbers
 */
public record TargetFacts(
    Targets.Kind kind, String separator, Map<String, Long> bare, Map<String, NumberFacts> numbers) {
  /** Labels are not looked at. */
  public static final TargetFacts NONE = new TargetFacts(Targets.Kind.NONE, "", Map.of(), Map.of());

  /** One category for each item. */
  public static final TargetFacts CATEGORIES =
      new TargetFacts(Targets.Kind.CATEGORIES, "", Map.of(), Map.of());

  public TargetFacts {
    requireNonNull(kind, "kind");
    requireNonNull(separator, "separator");
    bare = Collections.unmodifiableSortedMap(new TreeMap<>(bare));
    numbers = Collections.unmodifiableSortedMap(new TreeMap<>(numbers));
  }

  /** Several categories for each item. */
  public static TargetFacts multi(String separator, Map<String, Long> bare) {
    return new TargetFacts(Targets.Kind.MULTI, separator, bare, Map.of());
  }

  /** A number for each item. */
  public static TargetFacts number(Map<String, NumberFacts> numbers) {
    return new TargetFacts(Targets.Kind.NUMBER, "", Map.of(), numbers);
  }

  /** How the column {@code label} is read. */
  @JsonIgnore
  public LabelType type() {
    return switch (kind) {
      case MULTI -> LabelType.multi(separator);
      case NUMBER -> LabelType.number();
      case CATEGORIES, NONE -> LabelType.category();
    };
  }

  /**
   * What is known of the numbers of train.
   *
   * @throws DataContractException if labels are no numbers
   */
  @JsonIgnore
  public NumberFacts train() {
    NumberFacts train = numbers.get(Split.TRAIN.text());
    if (train == null) {
      throw new DataContractException(
          "Labels are of type %s, not numbers: prepare the dataset with data.label.type = number"
              .formatted(kind.text()));
    }
    return train;
  }
}
