package dev.kindling.train.loop;

import dev.kindling.train.model.MetricSum;
import java.util.Map;

/**
 * How good a model was on a batch.
 *
 * @param loss over the batch's targets
 * @param metrics what is reported beside it, by name
 */
record Scores(MetricSum loss, Map<String, MetricSum> metrics) {
  Scores {
    metrics = Map.copyOf(metrics);
  }
}
