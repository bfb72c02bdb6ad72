package dev.kindling.datablock.process;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Categories fitted on train, and what that means for the other splits.
 *
 * @param vocab the categories in the order of their indices: sorted by UTF-16 code units, {@code
 *     other} last if the policy adds it
 * @param unknown items by label, of the labels that do not occur in train
 * @param policy what becomes of those
 * @param counts items after the policy was applied
 */
public record Categories(
    List<String> vocab, SortedMap<String, Long> unknown, UnknownLabel policy, LabelCounts counts) {
  /** The category of unknown labels under {@link UnknownLabel#OTHER}. */
  public static final String OTHER = "other";

  private static final int SHOWN = 10;

  public Categories {
    requireNonNull(policy, "policy");
    requireNonNull(counts, "counts");
    vocab = List.copyOf(vocab);
  }

  /**
   * Fits them.
   *
   * @param least categories that train needs
   */
  static Categories fit(LabelCounts labels, UnknownLabel policy, int least) {
    SortedMap<String, Long> train = labels.of(Split.TRAIN);
    if (train.size() < least) {
      throw new DataContractException(
          "Train needs items of at least %d classes, got %s: check the labels and the split"
              .formatted(least, train));
    }
    SortedMap<String, Long> unknown = unknown(labels);
    if (policy == UnknownLabel.FAIL && !unknown.isEmpty()) {
      throw new DataContractException(
          "%d labels do not occur in train, with so many items each: %s. Correct the labels, or set the unknown-label policy to drop or other"
              .formatted(unknown.size(), firstOf(unknown)));
    }
    List<String> vocab = new ArrayList<>(train.keySet());
    if (policy == UnknownLabel.OTHER) {
      if (train.containsKey(OTHER)) {
        throw new DataContractException(
            "Train has a label \"%s\" already: rename it, or take another unknown-label policy"
                .formatted(OTHER));
      }
      vocab.add(OTHER);
    }
    return new Categories(vocab, unknown, policy, applied(labels, policy));
  }

  /** No categories, where labels are not targets. */
  static Categories none(LabelCounts labels) {
    return new Categories(List.of(), new TreeMap<>(), UnknownLabel.FAIL, labels);
  }

  /** The same with other counts. */
  public Categories counted(LabelCounts others) {
    return new Categories(vocab, unknown, policy, others);
  }

  private static SortedMap<String, Long> unknown(LabelCounts labels) {
    SortedMap<String, Long> unknown = new TreeMap<>();
    labels
        .bySplit()
        .forEach(
            (split, counts) ->
                counts.forEach((label, count) -> unknown.merge(label, count, Long::sum)));
    unknown.keySet().removeAll(labels.of(Split.TRAIN).keySet());
    return unknown;
  }

  private static LabelCounts applied(LabelCounts labels, UnknownLabel policy) {
    SortedMap<String, Long> train = labels.of(Split.TRAIN);
    Map<Split, SortedMap<String, Long>> applied = new EnumMap<>(Split.class);
    labels
        .bySplit()
        .forEach(
            (split, counts) -> {
              SortedMap<String, Long> kept = new TreeMap<>();
              counts.forEach(
                  (label, count) -> {
                    if (train.containsKey(label)) {
                      kept.put(label, count);
                    } else if (policy == UnknownLabel.OTHER) {
                      kept.merge(OTHER, count, Long::sum);
                    }
                  });
              applied.put(split, kept);
            });
    return LabelCounts.ofCategories(applied);
  }

  private static String firstOf(SortedMap<String, Long> unknown) {
    String shown =
        String.join(
            ", ",
            unknown.entrySet().stream()
                .limit(SHOWN)
                .map(entry -> "\"%s\" %d".formatted(entry.getKey(), entry.getValue()))
                .toList());
    return unknown.size() > SHOWN ? shown + ", …" : shown;
  }
}
