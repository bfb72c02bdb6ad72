package dev.kindling.datablock.scan;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Entries counted.
 *
 * @param files that are items
 * @param bytes of these
 * @param renamed of these, whose keys are other texts than their paths
 * @param folders to look into
 * @param skipped entries by reason
 */
record Totals(long files, long bytes, long renamed, long folders, Map<SkipReason, Long> skipped)
    implements Serializable {

  static Totals of(Iterator<Entry> entries) {
    long files = 0;
    long bytes = 0;
    long renamed = 0;
    long folders = 0;
    Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    while (entries.hasNext()) {
      Entry entry = entries.next();
      if (entry instanceof FoundFile file) {
        files++;
        bytes += file.stamp().size();
        renamed += file.renamed() ? 1 : 0;
      } else if (entry instanceof Entry.Skip skip) {
        skipped.merge(skip.reason(), 1L, Long::sum);
      } else {
        folders++;
      }
    }
    return new Totals(files, bytes, renamed, folders, skipped);
  }

  static Totals sum(List<Totals> parts) {
    Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
    parts.forEach(part -> part.skipped.forEach((why, n) -> skipped.merge(why, n, Long::sum)));
    return new Totals(
        parts.stream().mapToLong(Totals::files).sum(),
        parts.stream().mapToLong(Totals::bytes).sum(),
        parts.stream().mapToLong(Totals::renamed).sum(),
        parts.stream().mapToLong(Totals::folders).sum(),
        skipped);
  }
}
