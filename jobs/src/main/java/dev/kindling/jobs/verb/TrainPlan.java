package dev.kindling.jobs.verb;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.TrainSettings;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.engine.Network;
import dev.kindling.train.loop.Recipe;
import java.util.List;
import java.util.Locale;

/** What a training will do, in numbers, before it does it. */
final class TrainPlan {
  /** Copies of the state that a driver holds at its worst: measured, with a margin. */
  private static final int DRIVER_COPIES = 10;

  private TrainPlan() {}

  /** The plan, a line each. */
  static List<String> of(Settings settings, PreparedDataset dataset) {
    Manifest manifest = dataset.manifest();
    TrainSettings train = settings.train();
    Recipe recipe = Recipes.learner(settings, manifest.vocab().size()).recipe();
    EngineSpec<?> engine = recipe.engineSpec();
    int parameters = parameters(engine);
    long steps = stepsPerEpoch(manifest.count(Split.TRAIN) + manifest.copies(), train);
    long rounds = train.epochs() * Math.max(1, Math.round((double) steps / train.round().steps()));
    long state = (long) Float.BYTES * parameters * (1 + memories(train));
    return List.of(
        "Dataset %s version %d: %d train%s, %d valid, %d classes"
            .formatted(
                dataset.path(),
                dataset.version(),
                manifest.count(Split.TRAIN),
                manifest.copies() == 0 ? "" : " and %d copies".formatted(manifest.copies()),
                manifest.count(Split.VALID),
                manifest.vocab().size()),
        "Model %s at %d px: %,d parameters, engine %s in %s"
            .formatted(
                recipe.architecture().name(),
                recipe.imageSize(),
                parameters,
                engine.choice().engine(),
                engine.choice().precision()),
        "%d epochs of about %d steps of %d images on %d logical workers, %d rounds"
            .formatted(train.epochs(), steps, train.batchSize(), train.workers(), rounds),
        String.format(
            Locale.ROOT,
            "About %.1f MB moved in a round; plan %.1f GB of memory on the driver, %.1f GB in each worker",
            train.workers() == 1 ? 0 : state * (train.workers() + 2.0) / 1e6,
            DRIVER_COPIES * state / 1e9 + 1,
            2 * state / 1e9 + 1));
  }

  /** Of an even deal; the hash deals almost evenly. */
  private static long stepsPerEpoch(long items, TrainSettings train) {
    return ceiling(ceiling(items, train.workers()), train.batchSize());
  }

  private static long ceiling(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** Vectors that the optimizer keeps beside the parameters. */
  private static int memories(TrainSettings train) {
    return switch (train.optimizer().name()) {
      case "adam" -> 2;
      case "momentum" -> 1;
      default -> 0;
    };
  }

  private static int parameters(EngineSpec<?> spec) {
    try (Network engine = spec.open()) {
      return engine.layout().size();
    }
  }
}
