package dev.kindling.jobs.settings;

import dev.kindling.datablock.Split;
import java.util.List;
import java.util.Optional;

/**
 * What {@code evaluate} looks at.
 *
 * @param model the archive, where given; otherwise the run's
 * @param split the part of the dataset
 */
public record EvaluateSettings(Optional<String> model, Split split) {
  static EvaluateSettings from(Reader reader) {
    return new EvaluateSettings(
        reader.textIfGiven("evaluate.model"),
        Split.of(reader.oneOf("evaluate.split", List.of("train", "valid", "test"))));
  }
}
