package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.text.DropoutMasks;
import dev.kindling.train.text.Dropouts;
import dev.kindling.train.text.SlowAwdLstm;
import dev.kindling.train.text.TextClassifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A classifier of texts as its formulas read, in double precision, one text's feature at a time.
 */
final class SlowTextClassifier {
  private final TextClassifier model;
  private final double[] parameters;

  SlowTextClassifier(TextClassifier model, float[] parameters) {
    this.model = model;
    this.parameters = new double[parameters.length];
    Arrays.setAll(this.parameters, i -> parameters[i]);
  }

  /** The state before each window. */
  List<double[]> starts(TokenBatch texts, Optional<Seed> seed) {
    List<double[]> starts = new ArrayList<>();
    starts.add(new double[0]);
    for (int first = 0; first < texts.steps(); first += model.window()) {
      starts.add(run(texts, first, seed, starts.get(starts.size() - 1)).state());
    }
    return starts;
  }

  private SlowAwdLstm.Pass run(TokenBatch texts, int first, Optional<Seed> seed, double[] state) {
    int count = Math.min(model.window(), texts.steps() - first);
    int[] tokens = new int[texts.rows() * count];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = texts.tokens()[i / count * texts.steps() + first + i % count];
    }
    double[] language = Arrays.copyOf(parameters, model.encoder().layout().size());
    int bias = language.length - model.encoder().vocab();
    Arrays.fill(language, bias, language.length, 0);
    return new SlowAwdLstm(model.encoder(), language)
        .run(
            TokenBatch.window(tokens, new int[tokens.length], texts.keys()),
            seed.map(s -> new DropoutMasks(model.encoder().dropouts(), s)),
            state);
  }

  /** Logits, {@code [rows, classes]}, where windows start from these states. */
  double[] logits(TokenBatch texts, Optional<Seed> seed, List<double[]> starts) {
    double[] pooled = pooled(texts, seed, starts);
    double[] normed = norm(pooled, TextClassifier.POOLED_NORM, model.pooled(), seed.isPresent());
    mask(normed, texts, seed, "first", model.encoder().dropouts(), model.pooled());
    double[] middle = linear(normed, TextClassifier.MIDDLE, model.pooled(), model.width());
    double[] rectified = Arrays.stream(middle).map(x -> Math.max(0, x)).toArray();
    double[] again = norm(rectified, TextClassifier.MIDDLE_NORM, model.width(), seed.isPresent());
    mask(again, texts, seed, "last", new Dropouts(0.1, 0, 0, 0, 0), model.width());
    return linear(again, TextClassifier.LOGITS, model.width(), model.classes());
  }

  private double[] pooled(TokenBatch texts, Optional<Seed> seed, List<double[]> starts) {
    int size = model.encoder().embedding();
    double[] pooled = new double[texts.rows() * 3 * size];
    for (int row = 0; row < texts.rows(); row++) {
      Arrays.fill(pooled, (3 * row + 1) * size, (3 * row + 2) * size, -9);
    }
    for (int window = 0; window * model.window() < texts.steps(); window++) {
      int first = window * model.window();
      double[] outputs = run(texts, first, seed, starts.get(window)).outputs();
      int count = outputs.length / texts.rows() / size;
      for (int i = 0; i < outputs.length; i++) {
        int row = i / size / count;
        int step = first + i / size % count;
        int at = 3 * row * size + i % size;
        if (step == texts.lengths()[row] - 1) {
          pooled[at] = outputs[i];
        }
        if (step < texts.lengths()[row]) {
          pooled[at + size] = Math.max(pooled[at + size], outputs[i]);
          pooled[at + 2 * size] += outputs[i] / texts.lengths()[row];
        }
      }
    }
    return pooled;
  }

  private double[] norm(double[] values, String layer, int features, boolean training) {
    int rows = values.length / features;
    double[] result = new double[values.length];
    for (int f = 0; f < features; f++) {
      double mean = parameters[span(layer, "mean").offset() + f];
      double variance = parameters[span(layer, "var").offset() + f];
      if (training) {
        mean = 0;
        variance = 0;
        for (int row = 0; row < rows; row++) {
          mean += values[row * features + f] / rows;
        }
        for (int row = 0; row < rows; row++) {
          variance += Math.pow(values[row * features + f] - mean, 2) / rows;
        }
      }
      for (int i = f; i < values.length; i += features) {
        result[i] =
            parameters[span(layer, "gamma").offset() + f]
                    * (values[i] - mean)
                    / Math.sqrt(variance + 1e-5)
                + parameters[span(layer, "beta").offset() + f];
      }
    }
    return result;
  }

  private static void mask(
      double[] values,
      TokenBatch texts,
      Optional<Seed> seed,
      String purpose,
      Dropouts dropouts,
      int features) {
    if (seed.isPresent()) {
      Seed draws = seed.get().derive("head").derive(purpose);
      float[] mask = new DropoutMasks(dropouts, draws).output(texts.keys(), features);
      for (int i = 0; i < values.length; i++) {
        values[i] *= mask[i];
      }
    }
  }

  private double[] linear(double[] values, String layer, int inputs, int outputs) {
    double[] result = new double[values.length / inputs * outputs];
    for (int i = 0; i < result.length; i++) {
      int out = i % outputs;
      result[i] = parameters[span(layer, "b").offset() + out];
      for (int in = 0; in < inputs; in++) {
        result[i] +=
            parameters[span(layer, "W").offset() + out * inputs + in]
                * values[i / outputs * inputs + in];
      }
    }
    return result;
  }

  /** The derivative of the logits, weighted and summed, by every learned parameter. */
  double[] slopes(TokenBatch texts, Seed seed, float[] weights) {
    List<double[]> starts = starts(texts, Optional.of(seed));
    double[] slopes = new double[parameters.length];
    for (Span span : model.layout().spans()) {
      for (int i = span.offset(); span.kind().learned() && i < span.end(); i++) {
        double value = parameters[i];
        parameters[i] = value + 1e-6;
        double above = sum(logits(texts, Optional.of(seed), starts), weights);
        parameters[i] = value - 1e-6;
        double below = sum(logits(texts, Optional.of(seed), starts), weights);
        parameters[i] = value;
        slopes[i] = (above - below) / 2e-6;
      }
    }
    return slopes;
  }

  private static double sum(double[] logits, float[] weights) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      sum += weights[i] * logits[i];
    }
    return sum;
  }

  private Span span(String layer, String name) {
    return model.layout().spans().stream()
        .filter(span -> span.path().equals(layer + "/" + name))
        .findFirst()
        .orElseThrow();
  }
}
