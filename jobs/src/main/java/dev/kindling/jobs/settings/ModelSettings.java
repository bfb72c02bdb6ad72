package dev.kindling.jobs.settings;

import java.util.List;

/**
 * What learns.
 *
 * @param architecture its name, such as {@code xresnet18}
 */
public record ModelSettings(String architecture) {
  static ModelSettings from(Reader reader) {
    return new ModelSettings(
        reader.oneOf(
            "model.architecture",
            List.of(
                "xresnet-tiny", "xresnet18", "xresnet34", "xresnet50", "xresnet101", "xresnet152"),
            List.of("awd-lstm")));
  }
}
