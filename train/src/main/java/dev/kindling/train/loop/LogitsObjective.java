package dev.kindling.train.loop;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.Metric;
import dev.kindling.train.model.MetricSum;
import dev.kindling.train.precision.GradientScaler;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A loss over the logits that an engine gives. */
final class LogitsObjective implements Objective {
  private final Engine engine;
  private final Loss loss;
  private final List<Metric> metrics;
  private @Nullable Batch batch;
  private float[] logits = {};
  private float[] gradient = {};

  LogitsObjective(Engine engine, Loss loss, List<Metric> metrics) {
    this.engine = engine;
    this.loss = loss;
    this.metrics = metrics;
  }

  @Override
  public void startAnew() {}

  @Override
  public void forward(Batch batch, Seed draws) {
    this.batch = batch;
    logits = engine.forward(batch, draws);
  }

  @Override
  public void evaluate(Batch batch) {
    this.batch = batch;
    logits = engine.predict(batch);
  }

  @Override
  public float[] predictions() {
    return logits;
  }

  @Override
  public Scores scores() {
    Batch scored = requireNonNull(batch, "batch");
    Loss.Value value = loss.of(logits, scored);
    gradient = value.gradient();
    Map<String, MetricSum> sums = new HashMap<>();
    for (Metric metric : metrics) {
      sums.put(metric.name(), metric.of(logits, scored.targets()));
    }
    return new Scores(
        new MetricSum(Arrays.stream(value.perItem()).sum(), value.perItem().length), sums);
  }

  @Override
  public void backward(GradientScaler scaler) {
    engine.backward(scaler.scaled(gradient));
  }
}
