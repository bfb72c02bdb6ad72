package dev.kindling.jobs.verb;

import dev.kindling.jobs.run.RunDirectory;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.SettingsException;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.evaluate.Scoring;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Trained models as verbs name them. */
final class Models {
  private static final String SMOOTHING = "train.label-smoothing";

  private Models() {}

  /**
   * The file of the model: the one given, or the run's.
   *
   * @throws SettingsException if there is no such file
   */
  static Path file(Optional<String> given, Settings settings, String key) {
    Path file =
        given
            .map(RunDirectory::at)
            .map(RunDirectory::path)
            .or(() -> settings.run().path().map(path -> RunDirectory.at(path).model()))
            .orElseThrow(
                () ->
                    new SettingsException(
                        "%s or run.path is needed: the model to use".formatted(key)));
    if (!Files.isRegularFile(file)) {
      throw new SettingsException("No model %s: train one, or name another".formatted(file));
    }
    return file;
  }

  static ModelArchive read(Path file) {
    try {
      return ModelArchive.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The loss and metrics that the model was trained with. */
  static Scoring scoring(ModelArchive archive, int topLosses) {
    double smoothing =
        Double.parseDouble(archive.card().provenance().settings().getOrDefault(SMOOTHING, "0"));
    return new Scoring(
        Loss.crossEntropy().smoothed(smoothing), List.of(Metric.accuracy()), topLosses);
  }
}
