package dev.kindling.jobs.settings;

import java.util.Optional;

/**
 * What {@code inspect} shows.
 *
 * @param item the key of the item that is followed step by step, where given; otherwise any
 * @param output the file of the page
 */
public record InspectSettings(Optional<String> item, String output) {
  static InspectSettings from(Reader reader) {
    return new InspectSettings(reader.textIfGiven("inspect.item"), reader.text("inspect.output"));
  }
}
