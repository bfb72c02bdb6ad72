package dev.kindling.train.model;

/** Checks on logits and targets that losses and metrics share. */
final class Logits {
  private Logits() {}

  /**
   * Columns of the logits.
   *
   * @throws IllegalArgumentException if lengths do not agree or a target is no column
   */
  static int classes(float[] logits, int[] targets) {
    if (targets.length == 0 || logits.length == 0 || logits.length % targets.length != 0) {
      throw new IllegalArgumentException(
          "Logits must be [batch, classes], got %d values for %d targets"
              .formatted(logits.length, targets.length));
    }
    int classes = logits.length / targets.length;
    for (int item = 0; item < targets.length; item++) {
      if (targets[item] < 0 || targets[item] >= classes) {
        throw new IllegalArgumentException(
            "Target of item %d must be in [0, %d), got %d; items without a label cannot be scored"
                .formatted(item, classes, targets[item]));
      }
    }
    return classes;
  }

  /**
   * Rows of the logits.
   *
   * @param outputs columns
   * @param words targets of each row
   * @throws IllegalArgumentException if lengths do not agree
   */
  static int items(float[] logits, int[] targets, int outputs, int words) {
    int items = logits.length / outputs;
    if (items == 0 || logits.length % outputs != 0 || targets.length != items * words) {
      throw new IllegalArgumentException(
          "Logits must be [batch, %d] with %d targets a row, got %d values and %d targets"
              .formatted(outputs, words, logits.length, targets.length));
    }
    return items;
  }
}
