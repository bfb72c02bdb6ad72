package dev.kindling.train.text;

import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.util.Arrays;
import java.util.Optional;

/**
 * AWD-LSTM as its formulas read, one number after another in double precision: the reference for
 * engines, at sizes of a few dozen. It has no gradient of its own; {@link #slopes} asks the loss.
 */
public final class SlowAwdLstm {
  private static final double STEP = 1e-5;
  private final AwdLstm model;
  private final double[] parameters;

  /** The parameters are taken over and lie as in {@link AwdLstm#layout}. */
  public SlowAwdLstm(AwdLstm model, double[] parameters) {
    this.model = model;
    this.parameters = parameters;
  }

  /** With parameters in single precision. */
  public static SlowAwdLstm of(AwdLstm model, float[] parameters) {
    double[] exact = new double[parameters.length];
    Arrays.setAll(exact, i -> parameters[i]);
    return new SlowAwdLstm(model, exact);
  }

  /**
   * What one window gave.
   *
   * @param lossSum cross entropy, summed over the targets
   * @param correct targets with the highest logit
   * @param activationPenalty alpha times the mean square of the last dropped output
   * @param temporalPenalty beta times the mean square of the last raw output's change
   * @param logits of every step, {@code [rows, steps, vocab]}
   * @param state as {@code LanguageEngine.state()} orders it
   * @param outputs of the last layer, not dropped, {@code [rows, steps, embedding]}
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Pass(
      double lossSum,
      long correct,
      double activationPenalty,
      double temporalPenalty,
      double[] logits,
      double[] state,
      double[] outputs) {
    /** What is trained: the mean cross entropy and both penalties. */
    public double objective(int count) {
      return lossSum / count + activationPenalty + temporalPenalty;
    }
  }

  /**
   * Runs a window.
   *
   * @param masks empty in evaluation mode
   * @param state of the window before; empty to start from zero
   */
  public Pass run(TokenBatch window, Optional<DropoutMasks> masks, double[] state) {
    int rows = window.rows();
    int size = model.embedding();
    double[] before = state.length == 0 ? new double[model.stateSize(rows)] : state;
    double[] after = new double[before.length];
    double[] dropped = embedded(window, masks);
    scale(dropped, rows, masks.map(m -> m.input(window.keys(), size)));
    double[] raw = dropped;
    int offset = 0;
    for (int layer = 0; layer < model.layers(); layer++) {
      int l = layer;
      int out = model.outputs(layer);
      raw = lstm(layer, dropped, rows, masks, before, after, offset);
      offset += 2 * rows * out;
      dropped = raw.clone();
      scale(
          dropped,
          rows,
          layer == model.layers() - 1
              ? masks.map(m -> m.output(window.keys(), out))
              : masks.map(m -> m.hidden(l, window.keys(), out)));
    }
    double[] logits = decoded(dropped);
    double squares = Arrays.stream(dropped).map(x -> x * x).sum();
    return new Pass(
        lossSum(logits, window.targets()),
        correct(logits, window.targets()),
        model.activationPenalty() * squares / dropped.length,
        model.temporalPenalty() * change(raw, rows, size),
        logits,
        after,
        raw);
  }

  /**
   * The derivative of the objective by every parameter, by central differences.
   *
   * @param state that the window starts from
   */
  public double[] slopes(TokenBatch window, DropoutMasks masks, double[] state) {
    double[] slopes = new double[parameters.length];
    for (int i = 0; i < slopes.length; i++) {
      double value = parameters[i];
      parameters[i] = value + STEP;
      double above = run(window, Optional.of(masks), state).objective(window.count());
      parameters[i] = value - STEP;
      double below = run(window, Optional.of(masks), state).objective(window.count());
      parameters[i] = value;
      slopes[i] = (above - below) / (2 * STEP);
    }
    return slopes;
  }

  /** {@code [rows, steps, embedding]}, words dropped. */
  private double[] embedded(TokenBatch window, Optional<DropoutMasks> masks) {
    int size = model.embedding();
    int table = offset(AwdLstm.EMBEDDING, "W");
    Optional<float[]> words = masks.map(m -> m.embedding(model.vocab()));
    double[] embedded = new double[window.tokens().length * size];
    for (int i = 0; i < window.tokens().length; i++) {
      int token = window.tokens()[i];
      double scale = words.isPresent() ? words.get()[token] : 1;
      for (int e = 0; e < size; e++) {
        embedded[i * size + e] = scale * parameters[table + token * size + e];
      }
    }
    return embedded;
  }

  /** Multiplies every step of {@code [rows, steps, features]} by {@code [rows, features]}. */
  private static void scale(double[] values, int rows, Optional<float[]> mask) {
    if (mask.isPresent()) {
      int features = mask.get().length / rows;
      int row = values.length / rows;
      for (int i = 0; i < values.length; i++) {
        values[i] *= mask.get()[i / row * features + i % features];
      }
    }
  }

  /** The layer's outputs {@code [rows, steps, out]}; its state goes from before to after. */
  private double[] lstm(
      int layer,
      double[] input,
      int rows,
      Optional<DropoutMasks> masks,
      double[] before,
      double[] after,
      int offset) {
    int in = model.inputs(layer);
    int out = model.outputs(layer);
    int steps = input.length / rows / in;
    double[] recurrent = recurrentWeights(layer, masks);
    double[] outputs = new double[rows * steps * out];
    for (int row = 0; row < rows; row++) {
      int hAt = offset + row * out;
      int cAt = hAt + rows * out;
      double[] h = Arrays.copyOfRange(before, hAt, hAt + out);
      double[] c = Arrays.copyOfRange(before, cAt, cAt + out);
      for (int step = 0; step < steps; step++) {
        int at = row * steps + step;
        double[] x = Arrays.copyOfRange(input, at * in, (at + 1) * in);
        step(layer, x, recurrent, h, c);
        System.arraycopy(h, 0, outputs, at * out, out);
      }
      System.arraycopy(h, 0, after, hAt, out);
      System.arraycopy(c, 0, after, cAt, out);
    }
    return outputs;
  }

  private double[] recurrentWeights(int layer, Optional<DropoutMasks> masks) {
    int out = model.outputs(layer);
    int from = offset(AwdLstm.lstm(layer), "RW");
    double[] weights = Arrays.copyOfRange(parameters, from, from + 4 * out * out);
    if (masks.isPresent()) {
      float[] mask = new float[weights.length];
      for (int row = 0; row < 4 * out; row++) {
        masks.get().weight(layer, row, mask, row * out, out);
      }
      for (int i = 0; i < mask.length; i++) {
        weights[i] *= mask[i];
      }
    }
    return weights;
  }

  /** One step of one row: h and c go from the last step to this. */
  private void step(int layer, double[] x, double[] recurrent, double[] h, double[] c) {
    int out = h.length;
    int w = offset(AwdLstm.lstm(layer), "W");
    int b = offset(AwdLstm.lstm(layer), "b");
    double[] gates = new double[4 * out];
    for (int gate = 0; gate < gates.length; gate++) {
      double sum = parameters[b + gate];
      for (int i = 0; i < x.length; i++) {
        sum += parameters[w + gate * x.length + i] * x[i];
      }
      for (int i = 0; i < out; i++) {
        sum += recurrent[gate * out + i] * h[i];
      }
      gates[gate] = gate < out ? Math.tanh(sum) : 1 / (1 + Math.exp(-sum));
    }
    for (int i = 0; i < out; i++) {
      c[i] = gates[out + i] * c[i] + gates[3 * out + i] * gates[i];
      h[i] = gates[2 * out + i] * Math.tanh(c[i]);
    }
  }

  private double[] decoded(double[] features) {
    int size = model.embedding();
    int vocab = model.vocab();
    int table = offset(AwdLstm.EMBEDDING, "W");
    int bias = offset(AwdLstm.DECODER, "b");
    double[] logits = new double[features.length / size * vocab];
    for (int i = 0; i < logits.length; i++) {
      int token = i % vocab;
      logits[i] = parameters[bias + token];
      for (int e = 0; e < size; e++) {
        logits[i] += parameters[table + token * size + e] * features[i / vocab * size + e];
      }
    }
    return logits;
  }

  private double lossSum(double[] logits, int[] targets) {
    double sum = 0;
    for (int i = 0; i < targets.length; i++) {
      double total = 0;
      for (int token = 0; token < model.vocab(); token++) {
        total += Math.exp(logits[i * model.vocab() + token]);
      }
      sum += Math.log(total) - logits[i * model.vocab() + targets[i]];
    }
    return sum;
  }

  private long correct(double[] logits, int[] targets) {
    long correct = 0;
    for (int i = 0; i < targets.length; i++) {
      int best = 0;
      for (int token = 1; token < model.vocab(); token++) {
        if (logits[i * model.vocab() + token] > logits[i * model.vocab() + best]) {
          best = token;
        }
      }
      correct += best == targets[i] ? 1 : 0;
    }
    return correct;
  }

  /** Mean square of the change from step to step of {@code [rows, steps, features]}. */
  private static double change(double[] values, int rows, int features) {
    int row = values.length / rows;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      if (i % row >= features) {
        squares += Math.pow(values[i] - values[i - features], 2);
      }
    }
    return row == features ? 0 : squares / (rows * (row - features));
  }

  private int offset(String layer, String name) {
    return model.layout().spans().stream()
        .filter(span -> span.path().equals(layer + "/" + name))
        .findFirst()
        .map(Span::offset)
        .orElseThrow();
  }
}
