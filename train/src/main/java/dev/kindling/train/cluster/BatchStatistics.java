package dev.kindling.train.cluster;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.loop.BatchSource;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Means and variances of what batch norms of a model see, over batches: "precise batch norm" (Wu
 * and Johnson: "Rethinking Batch in BatchNorm", 2021). The variance over all is the mean of the
 * batches' variances and the variance of their means. Merge in worker order for the same bits.
 *
 * @param examples over which the sums are
 * @param sums of the batches' statistics, weighted by examples, in the order of the layout
 * @param squares the same of their squares
 */
@SuppressWarnings("ArrayRecordComponent")
record BatchStatistics(long examples, double[] sums, double[] squares) implements Serializable {
  /** Batches of each worker at most. */
  static final int BATCHES = 100;

  /** Whether the model has any. */
  static boolean in(ParameterLayout layout) {
    return places(layout).length > 0;
  }

  static BatchStatistics none(ParameterLayout layout) {
    int size = places(layout).length;
    return new BatchStatistics(0, new double[size], new double[size]);
  }

  /**
   * Over a worker's first batches of an epoch. An engine tells how far running statistics go
   * towards a batch's, {@code share * (running - batch)}: from 0 and from 1, that gives the share,
   * and from 0 alone the batch's. Changes the engine's running statistics.
   */
  static BatchStatistics of(Engine engine, BatchSource source, int epoch, Seed seed) {
    BatchStatistics all = none(engine.layout());
    int steps = Math.min(BATCHES, source.steps());
    double[] share = new double[0];
    try (BatchSource.Feed feed = source.feed(epoch, 0, steps)) {
      for (int step = 0; step < steps; step++) {
        Batch batch = feed.next();
        Seed draws = seed.derive("statistics").derive(step);
        double[] fromZero = pull(engine, batch, draws, 0);
        if (step == 0) {
          share = shares(engine.layout(), fromZero, pull(engine, batch, draws, 1));
        }
        all.add(batch.count(), fromZero, share);
        all = new BatchStatistics(all.examples + batch.count(), all.sums, all.squares);
      }
    }
    return all;
  }

  /** How far each running statistic would go from that value. */
  private static double[] pull(Engine engine, Batch batch, Seed draws, float from) {
    int[] places = places(engine.layout());
    for (int place : places) {
      engine.parameters().put(place, from);
    }
    float[] logits = engine.forward(batch, draws);
    engine.backward(new float[logits.length]);
    return Arrays.stream(places).mapToDouble(place -> engine.gradient().get(place)).toArray();
  }

  /** The mean over each tensor, since rounding is not the same for all of its elements. */
  private static double[] shares(ParameterLayout layout, double[] fromZero, double[] fromOne) {
    double[] shares = new double[fromZero.length];
    int at = 0;
    for (Span span : running(layout)) {
      double sum = 0;
      for (int i = at; i < at + span.length(); i++) {
        sum += fromOne[i] - fromZero[i];
      }
      Arrays.fill(shares, at, at + span.length(), sum / span.length());
      at += span.length();
    }
    return shares;
  }

  private void add(int count, double[] pull, double[] share) {
    for (int i = 0; i < pull.length; i++) {
      double batch = -pull[i] / share[i];
      sums[i] += count * batch;
      squares[i] += count * batch * batch;
    }
  }

  /** Both together. */
  BatchStatistics plus(BatchStatistics other) {
    double[] sum = sums.clone();
    double[] square = squares.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other.sums[i];
      square[i] += other.squares[i];
    }
    return new BatchStatistics(examples + other.examples, sum, square);
  }

  /** Puts them where they belong; all stays as it was if there were no batches. */
  void into(ParameterLayout layout, float[] parameters) {
    int[] places = places(layout);
    for (int i = 0; i < places.length && examples > 0; i++) {
      parameters[places[i]] = (float) (sums[i] / examples);
    }
    if (examples > 0) {
      addSpreadOfMeans(layout, parameters);
    }
  }

  private void addSpreadOfMeans(ParameterLayout layout, float[] parameters) {
    int at = 0;
    for (Span means : running(layout)) {
      for (Span variances : running(layout)) {
        boolean theirs =
            means.kind() == Kind.RUNNING_MEAN
                && variances.kind() == Kind.RUNNING_VARIANCE
                && means.layer().equals(variances.layer());
        for (int i = 0; i < means.length() && theirs; i++) {
          double mean = sums[at + i] / examples;
          double spread = squares[at + i] / examples - mean * mean;
          parameters[variances.offset() + i] += (float) Math.max(0, spread);
        }
      }
      at += means.length();
    }
  }

  private static int[] places(ParameterLayout layout) {
    return running(layout).stream()
        .flatMapToInt(span -> IntStream.range(span.offset(), span.end()))
        .toArray();
  }

  private static List<Span> running(ParameterLayout layout) {
    return layout.spans().stream().filter(span -> !span.kind().learned()).toList();
  }
}
