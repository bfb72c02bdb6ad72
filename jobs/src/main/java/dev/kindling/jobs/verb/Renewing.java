package dev.kindling.jobs.verb;

import dev.kindling.datablock.ProcessedItems;
import dev.kindling.datablock.Secrets;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.settings.SettingsException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether everything is read or only what changed.
 *
 * @param path of the dataset
 * @param full whether everything is asked for
 * @param from the version to go on from; the newest if none is stated
 */
record Renewing(String path, boolean full, Optional<Long> from) {
  private static final Logger LOG = LoggerFactory.getLogger(Renewing.class);

  /**
   * Writes a new version; empty if it would be the newest once more.
   *
   * @throws SettingsException if it cannot go on from the version that is stated
   */
  Optional<PreparedDataset> write(ProcessedItems<?> items, SparkSession spark) {
    if (full) {
      return everything(items, "--full was given");
    }
    Optional<PreparedDataset> earlier =
        from.map(version -> PreparedDataset.open(spark, path, version))
            .or(() -> PreparedDataset.find(spark, path));
    if (earlier.isEmpty()) {
      return Optional.of(items.write(path));
    }
    List<String> differences = items.differences(earlier.get());
    if (differences.isEmpty()) {
      return changed(items, earlier.get());
    }
    String why = String.join("; ", differences);
    if (from.isPresent()) {
      throw new SettingsException(
          "Version %d of %s cannot be gone on from: %s. Prepare with its settings, or with --full instead of --from-version"
              .formatted(earlier.get().version(), path, why));
    }
    return everything(items, why);
  }

  /** What is said where nothing is written. */
  NothingToDoException nothing(String source) {
    return new NothingToDoException(
        "Nothing in %s is new, changed or gone since the newest version of %s, so nothing was written; --full reads everything again"
            .formatted(Secrets.hide(source), path));
  }

  private Optional<PreparedDataset> changed(ProcessedItems<?> items, PreparedDataset earlier) {
    LOG.info("Going on from version {} of {}", earlier.version(), path);
    return Optional.of(items.since(earlier).write(path))
        .filter(dataset -> dataset.version() != earlier.version());
  }

  private Optional<PreparedDataset> everything(ProcessedItems<?> items, String why) {
    LOG.info("Everything is read: {}", why);
    return Optional.of(items.write(path, why));
  }
}
