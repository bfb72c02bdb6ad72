package dev.kindling.jobs.settings;

import java.util.List;

/**
 * How training images vary.
 *
 * @param preset {@code standard} or {@code none}
 * @param minArea the smallest share of the image's area that a crop keeps, in (0, 1]
 * @param flip probability of a flip left to right, in [0, 1]
 */
public record AugmentSettings(String preset, double minArea, double flip) {
  static AugmentSettings from(Reader reader) {
    return new AugmentSettings(
        reader.oneOf("augment.preset", List.of("standard", "none")),
        reader.number("augment.min-area", Interval.POSITIVE_UNIT),
        reader.number("augment.flip", Interval.UNIT));
  }
}
