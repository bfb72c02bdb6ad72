package dev.kindling.jobs.settings;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.Config;
import dev.kindling.datablock.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * All settings of a job, checked.
 *
 * @param seed the root of everything random
 * @param data what is learned from
 * @param augment how training images vary
 * @param model what learns
 * @param train how it learns
 * @param run where a run is kept
 * @param evaluate what {@code evaluate} looks at
 * @param predict what {@code predict} reads and writes
 * @param generate what {@code generate} writes
 * @param inspect what {@code inspect} shows
 * @param stages the stages of a training that has several, in order; otherwise none
 * @param resolved every setting under its key as text, secrets redacted
 */
public record Settings(
    Seed seed,
    DataSettings data,
    AugmentSettings augment,
    ModelSettings model,
    TrainSettings train,
    RunSettings run,
    EvaluateSettings evaluate,
    PredictSettings predict,
    GenerateSettings generate,
    InspectSettings inspect,
    List<Staged> stages,
    SortedMap<String, String> resolved) {
  public Settings {
    requireNonNull(seed, "seed");
    requireNonNull(resolved, "resolved");
    stages = List.copyOf(stages);
  }

  /** The defaults alone. */
  public static Settings defaults() {
    return load(Optional.empty(), List.of());
  }

  /**
   * Defaults, then the file, then each {@code key=value}; what comes later wins.
   *
   * @param file HOCON without includes
   * @param overrides as in {@code train.epochs=3}
   * @throws SettingsException if anything is wrong with them
   */
  public static Settings load(Optional<Path> file, List<String> overrides) {
    Config config = Sources.merged(file, overrides);
    return of(new Reader(config), config, Staged.of(config));
  }

  static Settings of(Reader reader, Config config, List<Staged> stages) {
    return new Settings(
        new Seed(reader.wholeNumber("seed", Long.MIN_VALUE)),
        DataSettings.from(reader),
        AugmentSettings.from(reader),
        ModelSettings.from(reader),
        TrainSettings.from(reader),
        RunSettings.from(reader),
        EvaluateSettings.from(reader),
        PredictSettings.from(reader),
        GenerateSettings.from(reader),
        InspectSettings.from(reader),
        stages,
        Redaction.asText(config));
  }
}
