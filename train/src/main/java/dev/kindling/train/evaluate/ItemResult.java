package dev.kindling.train.evaluate;

import java.io.Serializable;
import java.util.Comparator;

/**
 * What a model made of one item.
 *
 * @param key the item's key
 * @param target index of its category
 * @param prediction index of the most probable category, the lowest of equals
 * @param probability of the prediction, in [0, 1]
 * @param loss of the item
 */
public record ItemResult(String key, int target, int prediction, double probability, double loss)
    implements Serializable {
  /** Highest loss first, not a number before all; equal losses by key. */
  public static final Comparator<ItemResult> WORST_FIRST =
      Comparator.comparingDouble(ItemResult::loss).reversed().thenComparing(ItemResult::key);
}
