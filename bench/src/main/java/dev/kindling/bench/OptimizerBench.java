package dev.kindling.bench;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.optim.Hypers;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.optim.OptimizerState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code bench optimizer}: the step of every optimizer over as many parameters as xresnet18 has.
 */
@Command(
    name = "optimizer",
    description = "Optimizer steps over 11.7 million parameters; OMP_NUM_THREADS sets the threads.",
    mixinStandardHelpOptions = true)
final class OptimizerBench implements Runnable {
  private static final int PARAMETERS = 11_700_000;
  private static final int TENSOR = 195_000;

  @Option(names = "--rounds", defaultValue = "50", description = "Timed steps (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warmups",
      defaultValue = "30",
      description = "Steps before (${DEFAULT-VALUE}).")
  private int warmups;

  @Override
  public void run() {
    System.out.printf("| optimizer | median ms | minimum ms |%n|---|---:|---:|%n");
    for (Optimizer optimizer :
        List.of(
            Optimizer.sgd(),
            Optimizer.momentum(),
            Optimizer.momentum().weightDecay(0.01),
            Optimizer.adam().weightDecay(0.01))) {
      List<Double> times = times(optimizer);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f |%n",
          optimizer,
          Times.median(times),
          Times.sorted(times)[0]);
    }
  }

  private List<Double> times(Optimizer optimizer) {
    ParameterLayout layout = layout();
    FloatBuffer parameters = noise(layout.size(), "parameters");
    FloatBuffer gradient = noise(layout.size(), "gradient");
    OptimizerState state = optimizer.start(layout);
    Hypers hypers = Hypers.of(1e-4, 0.9);
    List<Double> times = new ArrayList<>();
    for (int round = -warmups; round < rounds; round++) {
      long start = System.nanoTime();
      optimizer.step(layout, parameters, gradient, state, hypers);
      if (round >= 0) {
        times.add((System.nanoTime() - start) / 1e6);
      }
    }
    return times;
  }

  private static ParameterLayout layout() {
    List<Span> spans = new ArrayList<>();
    for (int from = 0; from < PARAMETERS; from += TENSOR) {
      spans.add(new Span("layer" + from, "W", Kind.WEIGHT, from, TENSOR, List.of(TENSOR)));
    }
    return new ParameterLayout(spans);
  }

  private static FloatBuffer noise(int size, String name) {
    RandomGenerator random = new Seed(1).random(name, 0);
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Float.BYTES * size)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < size; i++) {
      buffer.put(i, (float) random.nextGaussian());
    }
    return buffer;
  }
}
