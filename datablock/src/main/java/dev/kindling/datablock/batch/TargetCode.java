package dev.kindling.datablock.batch;

import java.util.Collection;

/**
 * How targets are held in ints, so many for each item, so that shards and batches need not know
 * what they mean: a category as its index, or -1 where it is not known; a number as the bits of a
 * float32; several labels as a bit for each label, 32 to an int, the first label lowest.
 */
public final class TargetCode {
  private TargetCode() {}

  /** Whether so many ints can be the targets of so many items. */
  static boolean fits(int ints, int items) {
    return items == 0 ? ints == 0 : ints > 0 && ints % items == 0;
  }

  /** Ints that hold the labels of one item. */
  public static int words(int labels) {
    if (labels < 1) {
      throw new IllegalArgumentException("Labels must be at least 1, got " + labels);
    }
    return (labels + Integer.SIZE - 1) / Integer.SIZE;
  }

  /**
   * The labels of one item.
   *
   * @param which indices in [0, labels)
   * @param labels there are
   */
  public static int[] ofLabels(Collection<Integer> which, int labels) {
    int[] words = new int[words(labels)];
    for (int label : which) {
      if (label < 0 || label >= labels) {
        throw new IllegalArgumentException(
            "Label must be in [0, %d), got %d".formatted(labels, label));
      }
      words[label / Integer.SIZE] |= 1 << label % Integer.SIZE;
    }
    return words;
  }

  /**
   * Whether an item has a label.
   *
   * @param targets of a batch, {@code [items, words(labels)]} row-major
   */
  public static boolean has(int[] targets, int item, int label, int labels) {
    int word = targets[item * words(labels) + label / Integer.SIZE];
    return (word >>> label % Integer.SIZE & 1) == 1;
  }

  /** A number, rounded to float32. */
  public static int ofNumber(double number) {
    return Float.floatToIntBits((float) number);
  }

  /** The number again. */
  public static float number(int target) {
    return Float.intBitsToFloat(target);
  }
}
