package dev.kindling.train.cluster;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Where a row belongs: rows are sorted by worker, then by key.
 *
 * @param worker its logical worker
 * @param key its key
 */
record Seat(int worker, String key) implements Serializable {
  /** Compares by worker, then by key. */
  static final class Order implements Comparator<Seat>, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public int compare(Seat a, Seat b) {
      int byWorker = Integer.compare(a.worker, b.worker);
      return byWorker != 0 ? byWorker : a.key.compareTo(b.key);
    }
  }
}
