package dev.kindling.train.cluster;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the workers' models remember of the text read so far, by worker: part of the state in the
 * middle of an epoch. The arrays are not written to.
 *
 * @param byWorker as {@link dev.kindling.train.engine.LanguageEngine#state()} gives them; those
 *     that remember nothing are left out
 */
record RecurrentStates(SortedMap<Integer, float[]> byWorker) {
  /** Nobody remembers anything. */
  static final RecurrentStates NONE = new RecurrentStates(new TreeMap<>());

  RecurrentStates {
    TreeMap<Integer, float[]> kept = new TreeMap<>(byWorker);
    kept.values().removeIf(values -> values.length == 0);
    byWorker = Collections.unmodifiableSortedMap(kept);
  }

  /** What one worker remembers; empty if nothing. */
  float[] of(int worker) {
    return byWorker.getOrDefault(worker, new float[0]);
  }

  /** These, with another one for that worker. */
  RecurrentStates with(int worker, float[] values) {
    TreeMap<Integer, float[]> changed = new TreeMap<>(byWorker);
    changed.put(worker, values);
    return new RecurrentStates(changed);
  }
}
