package dev.kindling.train.evaluate;

import java.io.Serializable;
import java.util.Comparator;

/**
 * What a model made of one item.
 *
 * @param key the item's key
 * @param target its label, for a person
 * @param prediction what was told: the most probable category, the lowest of equals; the labels; or
 *     the number
 * @param probability of the prediction, in [0, 1]
 * @param loss of the item
 */
public record ItemResult(
    String key, String target, String prediction, double probability, double loss)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Highest loss first, not a number before all; equal losses by key. */
  public static final Comparator<ItemResult> WORST_FIRST =
      Comparator.comparingDouble(ItemResult::loss).reversed().thenComparing(ItemResult::key);
}
