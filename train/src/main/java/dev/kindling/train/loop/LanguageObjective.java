package dev.kindling.train.loop;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.engine.TokenScores;
import dev.kindling.train.model.MetricSum;
import dev.kindling.train.precision.GradientScaler;
import java.util.HashMap;
import java.util.Map;

/**
 * A language model's own objective: cross entropy of the next token, with the model's penalties in
 * the gradient. The loss that is recorded is the cross entropy alone.
 */
final class LanguageObjective implements Objective {
  private static final TokenScores NOTHING = new TokenScores(0, 0, 0, 0, 0);

  private final LanguageEngine engine;
  private TokenScores last = NOTHING;

  LanguageObjective(LanguageEngine engine) {
    this.engine = engine;
  }

  @Override
  public void startAnew() {
    engine.state(new float[0]);
  }

  @Override
  public void forward(Batch batch, Seed draws) {
    last = engine.forward(batch.texts(), draws);
  }

  @Override
  public void evaluate(Batch batch) {
    last = engine.evaluate(batch.texts());
  }

  @Override
  public float[] predictions() {
    throw new IllegalStateException(
        "A language model hands out no logits: over its vocabulary they are too many");
  }

  @Override
  public Scores scores() {
    long tokens = last.count();
    Map<String, MetricSum> metrics = new HashMap<>();
    metrics.put("accuracy", new MetricSum(last.correct(), tokens));
    addPenalty(metrics, "activation-penalty", last.activationPenalty());
    addPenalty(metrics, "temporal-penalty", last.temporalPenalty());
    return new Scores(new MetricSum(last.lossSum(), tokens), metrics);
  }

  private void addPenalty(Map<String, MetricSum> metrics, String name, double mean) {
    if (mean != 0) {
      metrics.put(name, new MetricSum(mean * last.count(), last.count()));
    }
  }

  @Override
  public void backward(GradientScaler scaler) {
    engine.backward(scaler.state().scale());
  }
}
