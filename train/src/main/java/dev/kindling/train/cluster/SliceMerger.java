package dev.kindling.train.cluster;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Merges slices where they meet in the shuffle. */
final class SliceMerger {
  private SliceMerger() {}

  /**
   * All reports, and for each slice number the mean, as {@link SliceFormat#ofMeans} has it.
   *
   * @param sorted by slice, then by worker
   */
  static List<Part> merge(Iterator<Part> sorted, SliceFormat format) {
    List<Part> merged = new ArrayList<>();
    List<Part.Slice> run = new ArrayList<>();
    while (sorted.hasNext()) {
      Part part = sorted.next();
      if (part instanceof Part.Slice slice) {
        if (!run.isEmpty() && run.get(0).slice() != slice.slice()) {
          merged.add(merged(run, format));
          run.clear();
        }
        run.add(slice);
      } else {
        merged.add(part);
      }
    }
    if (!run.isEmpty()) {
      merged.add(merged(run, format));
    }
    return merged;
  }

  private static Part.Slice merged(List<Part.Slice> run, SliceFormat format) {
    boolean asItIs = run.size() == 1 && !format.compresses();
    return asItIs ? run.get(0) : new SliceMean(List.copyOf(run), format).whole();
  }
}
