package dev.kindling.jobs.verb;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.TrainSettings;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.cluster.Forecast;
import dev.kindling.train.cluster.Strategy;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.engine.Network;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.loop.Recipe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a training will do, in numbers, before it does it.
 *
 * @param lines of the plan
 * @param warnings of what may go wrong with it
 */
record TrainPlan(List<String> lines, List<String> warnings) {
  /**
   * Makes the plan.
   *
   * @param origin as {@link ModelChoice#of} takes it
   * @param heaps that it has
   */
  static TrainPlan of(
      Settings settings, PreparedDataset dataset, Optional<ModelArchive> origin, Heaps heaps) {
    Manifest manifest = dataset.manifest();
    TrainSettings train = settings.train();
    Recipe recipe = Recipes.learner(settings, dataset, origin).recipe();
    ParameterLayout layout = layout(recipe.engineSpec());
    Unit unit = Unit.of(recipe.architecture());
    long share = ceiling(examples(unit, manifest), train.workers());
    long steps = ceiling(drawn(recipe, unit, share), perStep(unit, train));
    int stepsPerEpoch = (int) Math.max(1, Math.min(Integer.MAX_VALUE, steps));
    long rounds = train.round().length().rounds(stepsPerEpoch, recipe);
    Forecast forecast = forecast(train, layout);
    List<String> lines =
        List.of(
            data(dataset),
            model(recipe, layout),
            "%d epochs of about %d steps of %d %s on %d logical workers, %d rounds"
                .formatted(
                    train.epochs(),
                    steps,
                    perStep(unit, train),
                    unit.text(),
                    train.workers(),
                    rounds),
            costs(forecast));
    return new TrainPlan(lines, heaps.tooSmallFor(forecast, train.workers()));
  }

  private static String model(Recipe recipe, ParameterLayout layout) {
    Unit unit = Unit.of(recipe.architecture());
    EngineChoice choice = recipe.engineSpec().choice();
    return "Model %s%s: %,d parameters, engine %s in %s"
        .formatted(
            recipe.architecture().name(),
            unit == Unit.IMAGES ? " at %d px".formatted(recipe.imageSize()) : "",
            layout.size(),
            choice.engine(),
            choice.precision());
  }

  private static Forecast forecast(TrainSettings train, ParameterLayout layout) {
    return Recipes.strategy(train) instanceof Strategy.ParameterAveraging averaging
        ? Forecast.of(averaging, layout, memories(train))
        : Forecast.alone(layout, memories(train));
  }

  /** What a round moves and needs. */
  private static String costs(Forecast forecast) {
    if (forecast.moved() == 0) {
      return String.format(
          Locale.ROOT,
          "Nothing is moved in a round; plan %.1f GB of memory on the driver",
          forecast.driver() / 1e9);
    }
    String kept =
        forecast.kept() == 0
            ? ""
            : String.format(
                Locale.ROOT, "; each worker keeps %.1f MB to itself", forecast.kept() / 1e6);
    return String.format(
        Locale.ROOT,
        "About %.1f MB moved in a round: %.1f MB broadcast to each executor, %.1f MB sent by the workers, %.1f MB collected%s; plan %.1f GB of memory on the driver, and %.1f GB on an executor for each worker that it trains at a time",
        forecast.moved() / 1e6,
        forecast.broadcast() / 1e6,
        forecast.sent() / 1e6,
        forecast.collected() / 1e6,
        kept,
        forecast.driver() / 1e9,
        forecast.worker() / 1e9);
  }

  private static String data(PreparedDataset dataset) {
    Manifest manifest = dataset.manifest();
    String copies = manifest.copies() == 0 ? "" : " and %d copies".formatted(manifest.copies());
    String what =
        dataset.kind() == Kind.TEXT
            ? "%,d tokens, vocabulary of %,d"
                .formatted(manifest.text().of(Split.TRAIN).tokens(), manifest.text().vocab())
            : targets(manifest);
    return "Dataset %s version %d: %d train%s, %d valid, %s"
        .formatted(
            dataset.path(),
            dataset.version(),
            manifest.count(Split.TRAIN),
            copies,
            manifest.count(Split.VALID),
            what);
  }

  private static String targets(Manifest manifest) {
    return switch (manifest.target().kind()) {
      case NUMBER -> "numbers as labels";
      case MULTI -> "%d labels, several an item".formatted(manifest.vocab().size());
      case CATEGORIES, NONE -> "%d classes".formatted(manifest.vocab().size());
    };
  }

  private static int perStep(Unit unit, TrainSettings train) {
    return unit == Unit.TOKENS ? train.batchSize() * train.text().bptt() : train.batchSize();
  }

  private static long examples(Unit unit, Manifest manifest) {
    return unit == Unit.TOKENS
        ? manifest.text().of(Split.TRAIN).tokens()
        : manifest.count(Split.TRAIN) + manifest.copies();
  }

  /** What an epoch takes of a worker's share. */
  private static long drawn(Recipe recipe, Unit unit, long share) {
    return unit == Unit.TOKENS ? share : recipe.sampler().count(Math.toIntExact(share));
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

  private static ParameterLayout layout(EngineSpec<?> spec) {
    try (Network engine = spec.open()) {
      return engine.layout();
    }
  }
}
