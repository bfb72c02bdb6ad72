package dev.kindling.jobs.settings;

import dev.kindling.augment.Preset;

/**
 * How training images vary.
 *
 * @param preset what is drawn for training, and what validation sees
 */
public record AugmentSettings(Preset preset) {
  static AugmentSettings from(Reader reader) {
    return new AugmentSettings(Preset.of(reader.oneOf("augment.preset", Preset.names())));
  }
}
