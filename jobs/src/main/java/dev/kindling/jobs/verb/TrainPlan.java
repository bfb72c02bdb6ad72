package dev.kindling.jobs.verb;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.TrainSettings;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.engine.Network;
import dev.kindling.train.loop.Recipe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a training will do, in numbers, before it does it. */
final class TrainPlan {
  /** Copies of the state that a driver holds at its worst: measured, with a margin. */
  private static final int DRIVER_COPIES = 10;

  private TrainPlan() {}

  /**
   * The plan, a line each.
   *
   * @param origin as {@link ModelChoice#of} takes it
   */
  static List<String> of(
      Settings settings, PreparedDataset dataset, Optional<ModelArchive> origin) {
    Manifest manifest = dataset.manifest();
    TrainSettings train = settings.train();
    Recipe recipe = Recipes.learner(settings, dataset, origin).recipe();
    EngineSpec<?> engine = recipe.engineSpec();
    int parameters = parameters(engine);
    Unit unit = Unit.of(recipe.architecture());
    long steps = ceiling(ceiling(examples(unit, manifest), train.workers()), perStep(unit, train));
    long rounds = train.epochs() * Math.max(1, Math.round((double) steps / train.round().steps()));
    long state = (long) Float.BYTES * parameters * (1 + memories(train));
    return List.of(
        data(dataset),
        "Model %s%s: %,d parameters, engine %s in %s"
            .formatted(
                recipe.architecture().name(),
                unit == Unit.IMAGES ? " at %d px".formatted(recipe.imageSize()) : "",
                parameters,
                engine.choice().engine(),
                engine.choice().precision()),
        "%d epochs of about %d steps of %d %s on %d logical workers, %d rounds"
            .formatted(
                train.epochs(), steps, perStep(unit, train), unit.text(), train.workers(), rounds),
        String.format(
            Locale.ROOT,
            "About %.1f MB moved in a round; plan %.1f GB of memory on the driver, %.1f GB in each worker",
            train.workers() == 1 ? 0 : state * (train.workers() + 2.0) / 1e6,
            DRIVER_COPIES * state / 1e9 + 1,
            2 * state / 1e9 + 1));
  }

  private static String data(PreparedDataset dataset) {
    Manifest manifest = dataset.manifest();
    String copies = manifest.copies() == 0 ? "" : " and %d copies".formatted(manifest.copies());
    String what =
        dataset.kind() == Kind.TEXT
            ? "%,d tokens, vocabulary of %,d"
                .formatted(manifest.text().of(Split.TRAIN).tokens(), manifest.text().vocab())
            : "%d classes".formatted(manifest.vocab().size());
    return "Dataset %s version %d: %d train%s, %d valid, %s"
        .formatted(
            dataset.path(),
            dataset.version(),
            manifest.count(Split.TRAIN),
            copies,
            manifest.count(Split.VALID),
            what);
  }

  private static int perStep(Unit unit, TrainSettings train) {
    return unit == Unit.TOKENS ? train.batchSize() * train.text().bptt() : train.batchSize();
  }

  private static long examples(Unit unit, Manifest manifest) {
    return unit == Unit.TOKENS
        ? manifest.text().of(Split.TRAIN).tokens()
        : manifest.count(Split.TRAIN) + manifest.copies();
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
