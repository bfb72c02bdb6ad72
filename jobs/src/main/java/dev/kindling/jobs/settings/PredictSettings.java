package dev.kindling.jobs.settings;

import java.util.List;
import java.util.Optional;

/**
 * What {@code predict} reads and writes.
 *
 * @param models the archives, where given; otherwise the run's
 * @param source the folder of items, where given
 * @param output where predictions go, where given
 */
public record PredictSettings(
    List<String> models, Optional<String> source, Optional<String> output) {
  public PredictSettings {
    models = List.copyOf(models);
  }

  /** The folder of items, for the verb that needs it. */
  public String requiredSource() {
    return source.orElseThrow(
        () -> DataSettings.missing("predict.source", "the folder of items to predict"));
  }

  /** Where predictions go, for the verb that needs it. */
  public String requiredOutput() {
    return output.orElseThrow(
        () -> DataSettings.missing("predict.output", "the folder for the predictions"));
  }

  static PredictSettings from(Reader reader) {
    return new PredictSettings(
        reader.textsIfGiven("predict.model"),
        reader.textIfGiven("predict.source"),
        reader.textIfGiven("predict.output"));
  }
}
