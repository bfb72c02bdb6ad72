package dev.kindling.train.engine.onednn;

import dev.kindling.datablock.Seed;
import java.util.List;
import java.util.random.RandomGenerator;

/** What is random in the step that a plan runs; set before each forward. Mutable, one per plan. */
final class Draws {
  private Seed seed = new Seed(0);
  private List<String> keys = List.of();

  /** For the next forward: the seed of its draws, and the keys of the batch's items. */
  void set(Seed seed, List<String> keys) {
    this.seed = seed;
    this.keys = keys;
  }

  /** The generator of one item in one layer, whatever else is in the batch. */
  RandomGenerator of(String layer, int item) {
    return seed.derive(layer).random(keys.get(item), 0);
  }
}
