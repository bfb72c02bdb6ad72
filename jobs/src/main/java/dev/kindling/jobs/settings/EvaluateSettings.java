package dev.kindling.jobs.settings;

import dev.kindling.datablock.Split;
import java.util.List;

/**
 * What {@code evaluate} looks at.
 *
 * @param models the archives, where given; otherwise the run's
 * @param split the part of the dataset
 */
public record EvaluateSettings(List<String> models, Split split) {
  public EvaluateSettings {
    models = List.copyOf(models);
  }

  static EvaluateSettings from(Reader reader) {
    return new EvaluateSettings(
        reader.textsIfGiven("evaluate.model"),
        Split.of(reader.oneOf("evaluate.split", List.of("train", "valid", "test"))));
  }
}
