package dev.kindling.train.cluster;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Means of the slices among parts that come sorted by slice, then by worker. Reports pass through.
 */
final class SliceMerger {
  /** Numbers averaged at a time: their sums stay near the processor. */
  private static final int SOME = 4096;

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

  /** The same of parts that are all there, by all cores: for the driver, which has its own. */
  static List<Part> mergeAtOnce(List<Part> sorted, SliceFormat format) {
    List<List<Part>> runs = new ArrayList<>();
    for (Part part : sorted) {
      List<Part> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
      if (last.isEmpty() || last.get(0).key().slice() != part.key().slice()) {
        last = new ArrayList<>();
        runs.add(last);
      }
      last.add(part);
    }
    return runs.parallelStream().flatMap(run -> merge(run.iterator(), format).stream()).toList();
  }

  private static Part.Slice mean(List<Part.Slice> parts, SliceFormat format) {
    Part.Slice first = parts.get(0);
    if (parts.size() == 1 && format.sentAsMean(first)) {
      return first;
    }
    List<FloatBuffer> values = new ArrayList<>();
    long examples = 0;
    long steps = 0;
    for (Part.Slice part : parts) {
      values.add(format.values(part));
      examples += part.examples();
      steps = Math.max(steps, part.steps());
    }
    byte[] bytes = new byte[Float.BYTES * values.get(0).remaining()];
    FloatBuffer means = WireState.floats(bytes);
    while (means.hasRemaining()) {
      means.put(mean(parts, values, means.position(), Math.min(SOME, means.remaining())));
    }
    return new Part.Slice(first.slice(), first.worker(), examples, steps, bytes);
  }

  private static float[] mean(
      List<Part.Slice> parts, List<FloatBuffer> values, int from, int count) {
    WeightedMean mean = new WeightedMean(count);
    for (int i = 0; i < parts.size(); i++) {
      mean.add(values.get(i).slice(from, count), parts.get(i).examples());
    }
    return mean.mean();
  }
}
