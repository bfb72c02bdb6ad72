package dev.kindling.train.cluster;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Means of the slices among parts that come sorted by slice, then by worker. Reports pass through.
 */
final class SliceMerger {
  private SliceMerger() {}

  /** All reports, and one slice for each slice number, whose worker is the first that sent one. */
  static List<Part> merge(Iterator<Part> sorted, SliceFormat format) {
    List<Part> merged = new ArrayList<>();
    List<Part.Slice> run = new ArrayList<>();
    while (sorted.hasNext()) {
      Part part = sorted.next();
      if (part instanceof Part.Slice slice) {
        if (!run.isEmpty() && run.get(0).slice() != slice.slice()) {
          merged.add(mean(run, format));
          run.clear();
        }
        run.add(slice);
      } else {
        merged.add(part);
      }
    }
    if (!run.isEmpty()) {
      merged.add(mean(run, format));
    }
    return merged;
  }

  private static Part.Slice mean(List<Part.Slice> parts, SliceFormat format) {
    Part.Slice first = parts.get(0);
    if (parts.size() == 1 && format.sentAsMean(first)) {
      return first;
    }
    WeightedMean mean = new WeightedMean(format.values(first).remaining());
    long steps = 0;
    for (Part.Slice part : parts) {
      mean.add(format.values(part), part.examples());
      steps = Math.max(steps, part.steps());
    }
    return new Part.Slice(
        first.slice(),
        first.worker(),
        mean.weight(),
        steps,
        WireState.encode(FloatBuffer.wrap(mean.mean())));
  }
}
