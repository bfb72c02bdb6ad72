package dev.kindling.train.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A loss whose items count by their categories: loss and gradient of an item are multiplied by the
 * weight of its target, and the mean is still over the items. With weights that are 1 on average
 * over train, the rate that suits the loss suits this one too.
 *
 * @param loss of each item
 * @param weights by category index, at least 0
 */
public record WeightedLoss(Loss loss, List<Double> weights) implements Loss {
  public WeightedLoss {
    requireNonNull(loss, "loss");
    weights = List.copyOf(weights);
    for (double weight : weights) {
      if (!(weight >= 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException("A category's weight must be 0 or more, got " + weight);
      }
    }
  }

  @Override
  public String name() {
    return "weighted " + loss.name();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are not as many weights as classes
   */
  @Override
  public Value of(float[] logits, int[] targets) {
    int classes = Logits.classes(logits, targets);
    if (weights.size() != classes) {
      throw new IllegalArgumentException(
          "A loss with weights for %d categories got logits of %d"
              .formatted(weights.size(), classes));
    }
    Value plain = loss.of(logits, targets);
    double[] perItem = new double[targets.length];
    float[] gradient = new float[logits.length];
    for (int item = 0; item < targets.length; item++) {
      double weight = weights.get(targets[item]);
      perItem[item] = weight * plain.perItem()[item];
      for (int j = item * classes; j < (item + 1) * classes; j++) {
        gradient[j] = (float) (weight * plain.gradient()[j]);
      }
    }
    return new Value(perItem, gradient);
  }
}
