package dev.kindling.jobs.settings;

import java.util.List;
import java.util.Optional;

/**
 * What {@code prepare} writes beside the prepared dataset.
 *
 * @param path the folder of tar shards, where they are asked for
 * @param shardBytes that a shard may have
 */
public record ExportSettings(Optional<String> path, long shardBytes) {
  static ExportSettings from(Reader reader) {
    Optional<String> path = reader.textIfGiven("data.export.path");
    boolean wanted =
        reader.oneOf("data.export.to", List.of("none", "webdataset")).equals("webdataset");
    if (wanted && path.isEmpty()) {
      throw DataSettings.missing(
          "data.export.path", "the folder for the shards, as data.export.to is webdataset");
    }
    if (!wanted && path.isPresent()) {
      throw DataSettings.missing("data.export.to", "webdataset, as data.export.path is given");
    }
    return new ExportSettings(path, reader.wholeNumber("data.export.shard-bytes", 1 << 16));
  }
}
