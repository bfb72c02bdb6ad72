package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.col;

import dev.kindling.datablock.quality.Extreme;
import dev.kindling.datablock.quality.Outlier;
import dev.kindling.datablock.quality.Outliers;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.report.Figures;
import dev.kindling.jobs.run.Findings.Picture;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** The images at the ends of what was measured, to be looked at. */
final class OutlierLook {
  private static final int EACH = 4;

  private OutlierLook() {}

  /** An item as it is shown. */
  private record Shown(String picture, String label) {}

  /** Pictures by the name of their extreme; none if nothing was measured. */
  static Map<String, List<Picture>> of(PreparedDataset dataset) {
    Map<Extreme, List<Outlier>> found =
        dataset.quality().map(measured -> Outliers.of(measured, EACH).found()).orElse(Map.of());
    Map<String, Shown> items = shown(dataset, found.values());
    Map<String, List<Picture>> pictures = new LinkedHashMap<>();
    found.forEach(
        (extreme, outliers) ->
            pictures.put(
                "%s · %s".formatted(extreme.text(), extreme.measure()),
                outliers.stream().map(outlier -> picture(extreme, outlier, items)).toList()));
    return pictures;
  }

  private static Picture picture(Extreme extreme, Outlier outlier, Map<String, Shown> items) {
    Shown item = items.getOrDefault(outlier.key(), new Shown("", ""));
    return new Picture(
        item.picture(),
        "%s\n%s: %s\n%s"
            .formatted(
                Figures.value(extreme.measure(), outlier.value()),
                outlier.split(),
                Figures.oneLine(item.label()),
                Figures.oneLine(outlier.key())));
  }

  /** Decoded where they lie; only what is shown comes to the driver. */
  private static Map<String, Shown> shown(
      PreparedDataset dataset, Collection<List<Outlier>> outliers) {
    Object[] keys = outliers.stream().flatMap(List::stream).map(Outlier::key).distinct().toArray();
    Map<String, Shown> shown = new HashMap<>();
    if (keys.length == 0) {
      return shown;
    }
    dataset
        .rows()
        .where(col("key").isin(keys))
        .select("key", "label", "content")
        .toJavaRDD()
        .map(row -> List.of(row.getString(0), String.valueOf(row.get(1)), thumbnail(row)))
        .collect()
        .forEach(item -> shown.put(item.get(0), new Shown(item.get(2), item.get(1))));
    return shown;
  }

  private static String thumbnail(Row row) {
    return Thumbnail.of(row.getAs("content"));
  }
}
