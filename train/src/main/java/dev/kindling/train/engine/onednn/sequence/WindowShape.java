package dev.kindling.train.engine.onednn.sequence;

/**
 * What memory is laid out for.
 *
 * @param rows exactly so many
 * @param steps at most so many
 * @param learning whether backward is to come, for which all steps are kept
 */
record WindowShape(int rows, int steps, boolean learning) {
  /** Nothing fits. */
  static final WindowShape NONE = new WindowShape(0, 0, false);

  /** Whether memory for this is enough for that. */
  boolean holds(WindowShape other) {
    return rows == other.rows && steps >= other.steps && (learning || !other.learning);
  }

  /** What is enough for both; for other rows it is the other. */
  WindowShape and(WindowShape other) {
    return rows == other.rows
        ? new WindowShape(rows, Math.max(steps, other.steps), learning || other.learning)
        : other;
  }

  /** Arrays that must be kept apart: all steps, or two that take turns. */
  int kept() {
    return learning ? steps + 1 : 2;
  }
}
