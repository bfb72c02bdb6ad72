package dev.kindling.train;

import dev.kindling.augment.BackendUse;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.archive.ModelInputs;
import dev.kindling.train.archive.Provenance;
import dev.kindling.train.archive.Sha256;
import dev.kindling.train.cluster.Cursor;
import dev.kindling.train.cluster.Fitted;
import dev.kindling.train.cluster.Progress;
import dev.kindling.train.cluster.WallTime;
import dev.kindling.train.loop.Ending;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.model.TargetSpec;
import dev.kindling.train.text.AwdLstm;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happened in a fit, earlier attempts that it went on from included. Immutable. */
public final class Run {
  private final Recipe recipe;
  private final ModelInputs inputs;
  private final List<String> vocab;
  private final TargetSpec target;
  private final String dataset;
  private final long datasetVersion;
  private final Fitted fitted;

  Run(
      Recipe recipe,
      ModelInputs inputs,
      List<String> vocab,
      TargetSpec target,
      String dataset,
      long datasetVersion,
      Fitted fitted) {
    this.recipe = recipe;
    this.inputs = inputs;
    this.vocab = List.copyOf(vocab);
    this.target = target;
    this.dataset = dataset;
    this.datasetVersion = datasetVersion;
    this.fitted = fitted;
  }

  /** How it went about it. */
  public Recipe recipe() {
    return recipe;
  }

  /** Its epochs, in order. */
  public List<Progress.EpochRecord> epochs() {
    return fitted.progress().epochs();
  }

  /** Its rounds, in order. */
  public List<Progress.RoundRecord> rounds() {
    return fitted.progress().rounds();
  }

  /** The curves of loss, rate and momentum. */
  public List<Progress.StepPoint> steps() {
    return fitted.progress().steps();
  }

  /** Why it ended before its last epoch; completed if it did not. */
  public Ending ending() {
    return fitted.progress().ending();
  }

  /** Where it went on from a checkpoint, if it did. */
  public Optional<Cursor> resumedAt() {
    return fitted.resumedAt();
  }

  /** The final flat parameters; live, not to be written to. */
  public float[] parameters() {
    return fitted.parameters();
  }

  /** SHA-256 of the final parameters as little-endian float32. */
  public String parametersSha256() {
    return Sha256.of(fitted.parameters());
  }

  /**
   * Validation means after the last epoch by name, {@code loss} included; empty without one. Of a
   * language model also the {@code perplexity}.
   */
  public SortedMap<String, Double> metrics() {
    TreeMap<String, Double> metrics = new TreeMap<>();
    List<Progress.EpochRecord> epochs = epochs();
    if (!epochs.isEmpty()) {
      epochs.get(epochs.size() - 1).valid().forEach((name, sum) -> metrics.put(name, sum.mean()));
    }
    if (recipe.architecture() instanceof AwdLstm && metrics.containsKey(Outcome.LOSS)) {
      metrics.put("perplexity", Math.exp(metrics.get(Outcome.LOSS)));
    }
    return Collections.unmodifiableSortedMap(metrics);
  }

  /** Items trained on, each as often as it was. */
  public long examples() {
    return rounds().stream().mapToLong(Progress.RoundRecord::examples).sum();
  }

  /** Steps of all workers not taken because their scaled gradient overflowed. */
  public int skipped() {
    return rounds().stream().mapToInt(Progress.RoundRecord::skipped).sum();
  }

  /** Wall time of rounds and validations, in seconds. */
  public double seconds() {
    return epochs().stream().mapToDouble(Progress.EpochRecord::seconds).sum()
        + fitted.progress().soFar().seconds();
  }

  /**
   * Shares of the wall time by what it was spent on, since the last start; see {@link WallTime}.
   */
  public Map<String, Double> wallTime() {
    return fitted.wallTime().shares();
  }

  /** What augmented the batches of all rounds. */
  public BackendUse augmented() {
    return rounds().stream()
        .map(Progress.RoundRecord::augmented)
        .reduce(BackendUse.NONE, BackendUse::plus);
  }

  /** Items trained on per second of the rounds; 0 if there was none. */
  public double examplesPerSecond() {
    double seconds = rounds().stream().mapToDouble(Progress.RoundRecord::seconds).sum();
    return seconds == 0 ? 0 : examples() / seconds;
  }

  /**
   * The trained model, to be written or used.
   *
   * @param settings the resolved settings by path, secrets redacted
   * @param codeVersion of the program
   * @param created when
   */
  public ModelArchive archive(Map<String, String> settings, String codeVersion, Instant created) {
    Provenance provenance =
        new Provenance(
            dataset,
            datasetVersion,
            settings,
            recipe().seed().value(),
            metrics(),
            codeVersion,
            created.toString());
    return ModelArchive.of(
        new ModelArchive.Card(
            recipe().architecture().name(),
            recipe().architecture().arguments(),
            inputs,
            vocab,
            target,
            provenance),
        fitted.layout(),
        fitted.parameters());
  }
}
