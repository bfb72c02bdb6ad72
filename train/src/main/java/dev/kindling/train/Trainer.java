package dev.kindling.train;

import static java.util.Objects.requireNonNull;

import dev.kindling.augment.Augmentations;
import dev.kindling.augment.Normalize;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.train.archive.InputSpec;
import dev.kindling.train.archive.ModelInputs;
import dev.kindling.train.archive.TextSpec;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.cluster.Checkpoints;
import dev.kindling.train.cluster.DocumentWorkbench;
import dev.kindling.train.cluster.Finishing;
import dev.kindling.train.cluster.Fit;
import dev.kindling.train.cluster.FitData;
import dev.kindling.train.cluster.ImageWorkbench;
import dev.kindling.train.cluster.LanguageWorkbench;
import dev.kindling.train.cluster.Reading;
import dev.kindling.train.cluster.StartingPoint;
import dev.kindling.train.cluster.Strategy;
import dev.kindling.train.cluster.Workbench;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.model.ImageArchitecture;
import dev.kindling.train.model.TargetSpec;
import dev.kindling.train.text.AwdLstm;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A learner with a place to work: how it augments or reads, where it saves itself, whom it tells.
 * Immutable: every method gives a new trainer.
 */
public final class Trainer {
  private static final double THRESHOLD = 0.5;

  private final Recipe recipe;
  private final Strategy strategy;
  private final Way way;
  private final double threshold;

  /** What may be said of a fit beside its recipe and its place. */
  private record Way(
      Augmentations augmentations,
      Reading reading,
      Optional<Checkpoints> checkpoints,
      List<RunListener> listeners,
      Optional<StartingPoint> start,
      Finishing finishing) {
    static final Way USUAL =
        new Way(
            Augmentations.standard(),
            Reading.DEFAULT,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Finishing.AS_TRAINED);
  }

  private Trainer(Recipe recipe, Strategy strategy, Way way, double threshold) {
    this.recipe = recipe;
    this.strategy = requireNonNull(strategy, "strategy");
    this.way = way;
    this.threshold = threshold;
  }

  static Trainer of(Recipe recipe, Strategy strategy) {
    return new Trainer(recipe, strategy, Way.USUAL, THRESHOLD);
  }

  private Trainer with(Way other) {
    return new Trainer(recipe, strategy, other, threshold);
  }

  /** What training and validation see of images; photos' standard by default. */
  public Trainer augment(Augmentations other) {
    requireNonNull(other, "augmentations");
    return with(
        new Way(other, way.reading, way.checkpoints, way.listeners, way.start, way.finishing));
  }

  /** How texts are read. */
  public Trainer reading(Reading other) {
    requireNonNull(other, "reading");
    return with(
        new Way(
            way.augmentations, other, way.checkpoints, way.listeners, way.start, way.finishing));
  }

  /** Saves itself there, and goes on from there; by default it does not. */
  public Trainer checkpoints(Checkpoints where) {
    return with(
        new Way(
            way.augmentations,
            way.reading,
            Optional.of(where),
            way.listeners,
            way.start,
            way.finishing));
  }

  /** Tells these of every round and epoch, on the calling thread. */
  public Trainer listeners(RunListener... told) {
    return with(
        new Way(
            way.augmentations,
            way.reading,
            way.checkpoints,
            List.of(told),
            way.start,
            way.finishing));
  }

  /** Starts from these parameters instead of random ones. */
  public Trainer from(StartingPoint point) {
    return with(
        new Way(
            way.augmentations,
            way.reading,
            way.checkpoints,
            way.listeners,
            Optional.of(point),
            way.finishing));
  }

  /** Publishes this; the model as training leaves it by default. */
  public Trainer finishing(Finishing other) {
    requireNonNull(other, "finishing");
    return with(
        new Way(way.augmentations, way.reading, way.checkpoints, way.listeners, way.start, other));
  }

  /**
   * The probability from which one of several labels is told; 0.5 by default.
   *
   * @param probability in (0, 1)
   */
  public Trainer threshold(double probability) {
    return new Trainer(recipe, strategy, way, probability);
  }

  /**
   * Trains on the dataset's training split and validates on its validation split after each epoch.
   *
   * @throws IllegalStateException if the model does not fit the dataset, or there is nothing to
   *     train on
   * @throws dev.kindling.train.cluster.OtherFitException if the checkpoints found are of another
   *     fit
   * @throws dev.kindling.train.cluster.DivergedException if it diverges
   */
  public Run fit(PreparedDataset dataset) {
    return recipe.architecture() instanceof ImageArchitecture images
        ? fitImages(images, dataset.require(Kind.IMAGE))
        : fitTexts(dataset.require(Kind.TEXT));
  }

  private Run fitImages(ImageArchitecture images, PreparedDataset dataset) {
    int outputs = target(dataset).outputs(dataset.manifest().vocab());
    if (images.classes() != outputs) {
      throw new IllegalStateException(
          "%s tells %d classes apart, the dataset %s has %d"
              .formatted(images.name(), images.classes(), dataset, outputs));
    }
    Normalize normalize =
        Normalize.byStatistics(dataset.manifest().mean(), dataset.manifest().std());
    InputSpec inputs =
        new InputSpec(
            recipe.imageSize(),
            recipe.imageSize(),
            normalize.mean(),
            normalize.std(),
            Map.copyOf(way.augmentations.view()));
    return run(
        new ImageWorkbench(recipe, way.augmentations, normalize),
        inputs,
        dataset,
        FitData.of(dataset, target(dataset)));
  }

  private TargetSpec target(PreparedDataset dataset) {
    return TargetSpec.of(dataset.manifest(), threshold);
  }

  private Run fitTexts(PreparedDataset dataset) {
    TextSpec inputs =
        new TextSpec(
            dataset.manifest().text().rules(),
            dataset.tokenVocab().tokens(),
            way.reading.maxTokens(),
            way.reading.direction());
    Workbench workbench =
        recipe.architecture() instanceof AwdLstm
            ? new LanguageWorkbench(recipe, way.reading)
            : new DocumentWorkbench(recipe, way.reading);
    return run(
        workbench,
        inputs,
        dataset,
        FitData.ofTexts(dataset, target(dataset), way.reading.direction()));
  }

  private Run run(Workbench workbench, ModelInputs inputs, PreparedDataset dataset, FitData data) {
    Fit fit =
        new Fit(workbench, strategy, way.checkpoints, way.listeners, way.start, way.finishing);
    return new Run(
        recipe,
        inputs,
        dataset.manifest().vocab(),
        target(dataset),
        dataset.path(),
        dataset.version(),
        fit.run(data));
  }
}
