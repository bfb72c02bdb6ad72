package dev.kindling.train.model;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Initial parameters of networks of rectified units: weights from N(0, 2 / fan-in), biases and
 * shifts 0, scales 1, running means 0 and variances 1.
 *
 * <p>Source: He et al., "Delving deep into rectifiers", 2015, with fan-in and gain √2.
 */
final class KaimingInit {
  private KaimingInit() {}

  /**
   * Fresh parameters; every span draws from a generator of its own, so adding a layer changes no
   * other one.
   *
   * @param zeroScale the layers whose scale starts at 0 instead of 1
   */
  static float[] parameters(ParameterLayout layout, Seed seed, Predicate<String> zeroScale) {
    Seed draws = seed.derive("parameters");
    float[] parameters = new float[layout.size()];
    for (Span span : layout.spans()) {
      switch (span.kind()) {
        case WEIGHT -> drawWeights(parameters, span, draws.random(span.path(), 0));
        case SCALE -> fill(parameters, span, zeroScale.test(span.layer()) ? 0 : 1);
        case RUNNING_VARIANCE -> fill(parameters, span, 1);
        case BIAS, SHIFT, RUNNING_MEAN -> fill(parameters, span, 0);
      }
    }
    return parameters;
  }

  private static void fill(float[] parameters, Span span, float value) {
    Arrays.fill(parameters, span.offset(), span.end(), value);
  }

  private static void drawWeights(float[] parameters, Span span, RandomGenerator random) {
    int fanIn = span.length() / span.shape().get(0);
    double deviation = Math.sqrt(2.0 / fanIn);
    for (int i = span.offset(); i < span.end(); i++) {
      parameters[i] = (float) (deviation * gaussian(random));
    }
  }

  /**
   * A standard normal draw by Box and Muller's transform. {@code nextGaussian} is left alone
   * because its algorithm may change with the JDK, and with it every model.
   */
  private static double gaussian(RandomGenerator random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
