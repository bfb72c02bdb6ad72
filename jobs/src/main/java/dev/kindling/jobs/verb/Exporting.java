package dev.kindling.jobs.verb;

import dev.kindling.datablock.export.ShardIndex;
import dev.kindling.datablock.export.WebDataset;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.settings.ExportSettings;
import dev.kindling.jobs.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code prepare} writes beside the prepared dataset.
 *
 * @param settings of the job
 */
record Exporting(Settings settings) {
  /** Whether an export is all that is asked for. */
  boolean only() {
    return wanted() && settings.data().source().isEmpty();
  }

  List<String> plan() {
    return export().path().stream()
        .map(
            path ->
                "Write it as tar shards of at most %d bytes to %s"
                    .formatted(export().shardBytes(), path))
        .toList();
  }

  /** Writes what is asked for, and says so. */
  Result.Builder write(PreparedDataset dataset, Result.Builder result) {
    if (!wanted()) {
      return result;
    }
    String path = export().path().orElseThrow();
    ShardIndex index = new WebDataset(export().shardBytes(), settings.seed()).write(dataset, path);
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("path", path);
    said.put("shards", index.shards());
    said.put("samples", index.samples());
    said.put("bytes", index.bytes());
    return result
        .field("export", said)
        .line(
            "%d samples of version %d in %d tar shards at %s"
                .formatted(index.samples(), dataset.version(), index.shards(), path));
  }

  /** Whether there is anything. */
  boolean wanted() {
    return export().path().isPresent();
  }

  private ExportSettings export() {
    return settings.data().export();
  }
}
