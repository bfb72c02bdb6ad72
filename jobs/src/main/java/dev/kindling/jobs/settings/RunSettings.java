package dev.kindling.jobs.settings;

import java.util.Optional;

/**
 * Where a run is kept.
 *
 * @param path its folder, where given
 */
public record RunSettings(Optional<String> path) {
  /** The folder, for the verbs that need it. */
  public String requiredPath() {
    return path.orElseThrow(() -> DataSettings.missing("run.path", "the folder of the run"));
  }

  static RunSettings from(Reader reader) {
    return new RunSettings(reader.textIfGiven("run.path"));
  }
}
