package dev.kindling.train;

import static java.util.Objects.requireNonNull;

import dev.kindling.augment.Augmentations;
import dev.kindling.augment.Normalize;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.cluster.Checkpoints;
import dev.kindling.train.cluster.Fit;
import dev.kindling.train.cluster.FitData;
import dev.kindling.train.cluster.ImageWorkbench;
import dev.kindling.train.cluster.OuterOptimizer;
import dev.kindling.train.cluster.Strategy;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.model.ImageArchitecture;
import java.util.List;
import java.util.Optional;

/**
 * A learner with a place to work: how it augments, where it saves itself, whom it tells. Immutable:
 * every method gives a new trainer.
 */
public final class Trainer {
  private final Recipe recipe;
  private final Strategy strategy;
  private final Augmentations augmentations;
  private final Optional<Checkpoints> checkpoints;
  private final List<RunListener> listeners;

  private Trainer(
      Recipe recipe,
      Strategy strategy,
      Augmentations augmentations,
      Optional<Checkpoints> checkpoints,
      List<RunListener> listeners) {
    this.recipe = recipe;
    this.strategy = strategy;
    this.augmentations = augmentations;
    this.checkpoints = checkpoints;
    this.listeners = listeners;
  }

  static Trainer of(Recipe recipe, Strategy strategy) {
    return new Trainer(
        recipe,
        requireNonNull(strategy, "strategy"),
        Augmentations.standard(),
        Optional.empty(),
        List.of());
  }

  /** What training and validation see of the images; photos' standard by default. */
  public Trainer augment(Augmentations other) {
    return new Trainer(
        recipe, strategy, requireNonNull(other, "augmentations"), checkpoints, listeners);
  }

  /** Saves itself there, and goes on from there; by default it does not. */
  public Trainer checkpoints(Checkpoints where) {
    return new Trainer(recipe, strategy, augmentations, Optional.of(where), listeners);
  }

  /** Tells these of every round and epoch, on the calling thread. */
  public Trainer listeners(RunListener... told) {
    return new Trainer(recipe, strategy, augmentations, checkpoints, List.of(told));
  }

  /**
   * Trains on the dataset's training split and validates on its validation split after each epoch.
   *
   * @throws IllegalStateException if the model has not as many classes as the dataset, or there is
   *     nothing to train on
   * @throws dev.kindling.train.cluster.OtherFitException if the checkpoints found are of another
   *     fit
   * @throws dev.kindling.train.cluster.DivergedException if it diverges
   */
  public Run fit(PreparedDataset dataset) {
    List<String> vocab = dataset.manifest().vocab();
    if (recipe.architecture() instanceof ImageArchitecture images
        && images.classes() != vocab.size()) {
      throw new IllegalStateException(
          "%s tells %d classes apart, the dataset %s has %d"
              .formatted(images.name(), images.classes(), dataset, vocab.size()));
    }
    Normalize normalize =
        Normalize.byStatistics(dataset.manifest().mean(), dataset.manifest().std());
    ImageWorkbench workbench = new ImageWorkbench(recipe, augmentations, normalize);
    Fit fit = new Fit(workbench, strategy, OuterOptimizer.average(), checkpoints, listeners);
    return new Run(
        workbench, vocab, dataset.path(), dataset.version(), fit.run(FitData.of(dataset)));
  }
}
