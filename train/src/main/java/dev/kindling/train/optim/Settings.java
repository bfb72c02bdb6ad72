package dev.kindling.train.optim;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Optimizers by name, and the checks of their settings. */
final class Settings {
  private static final String WEIGHT_DECAY = "weight-decay";
  private static final String L2 = "l2";
  private static final String SQUARE_MOMENTUM = "square-momentum";
  private static final String EPSILON = "epsilon";

  private Settings() {}

  static Optimizer optimizer(String name, Map<String, Double> settings) {
    return switch (name) {
      case "sgd" -> {
        requireKnown(name, settings, List.of(WEIGHT_DECAY, L2));
        Sgd sgd = Optimizer.sgd();
        yield sgd.weightDecay(settings.getOrDefault(WEIGHT_DECAY, sgd.weightDecay()))
            .l2(settings.getOrDefault(L2, sgd.l2()));
      }
      case "momentum" -> {
        requireKnown(name, settings, List.of(WEIGHT_DECAY, L2));
        Momentum momentum = Optimizer.momentum();
        yield momentum
            .weightDecay(settings.getOrDefault(WEIGHT_DECAY, momentum.weightDecay()))
            .l2(settings.getOrDefault(L2, momentum.l2()));
      }
      case "adam" -> {
        requireKnown(name, settings, List.of(SQUARE_MOMENTUM, EPSILON, WEIGHT_DECAY, L2));
        Adam adam = Optimizer.adam();
        yield adam.squareMomentum(settings.getOrDefault(SQUARE_MOMENTUM, adam.squareMomentum()))
            .epsilon(settings.getOrDefault(EPSILON, adam.epsilon()))
            .weightDecay(settings.getOrDefault(WEIGHT_DECAY, adam.weightDecay()))
            .l2(settings.getOrDefault(L2, adam.l2()));
      }
      default ->
          throw new IllegalArgumentException(
              "Unknown optimizer '%s'; there are [sgd, momentum, adam]".formatted(name));
    };
  }

  private static void requireKnown(String name, Map<String, Double> settings, List<String> known) {
    for (String key : new TreeSet<>(settings.keySet())) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "Unknown setting '%s' of optimizer %s; it takes %s, and rate and momentum by schedule"
                .formatted(key, name, known));
      }
    }
  }

  static void requireMomentum(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(what + " must be in [0, 1), got " + value);
    }
  }

  static void requirePositive(String what, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(what + " must be more than 0, got " + value);
    }
  }

  static void requireNotNegative(String what, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(what + " must be at least 0, got " + value);
    }
  }
}
