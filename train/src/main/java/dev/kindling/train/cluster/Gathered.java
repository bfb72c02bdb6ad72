package dev.kindling.train.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What came to the driver at the end of a round.
 *
 * @param reports by worker
 * @param slices of each slice number what was sent of it, in worker order
 * @param format of the slices
 */
record Gathered(List<Part.Report> reports, List<List<Part.Slice>> slices, SliceFormat format) {
  /** Of parts in any order. */
  static Gathered of(List<Part> parts, SliceFormat format) {
    List<Part.Report> reports = new ArrayList<>();
    TreeMap<Integer, List<Part.Slice>> slices = new TreeMap<>();
    for (Part part : parts) {
      if (part instanceof Part.Report report) {
        reports.add(report);
      } else if (part instanceof Part.Slice slice) {
        slices.computeIfAbsent(slice.slice(), number -> new ArrayList<>()).add(slice);
      }
    }
    reports.sort(Comparator.comparingInt(Part.Report::worker));
    slices.values().forEach(sent -> sent.sort(Comparator.comparingInt(Part.Slice::worker)));
    return new Gathered(reports, List.copyOf(slices.values()), format);
  }

  /** The most steps of an optimizer among the workers; 0 if none sent anything. */
  long steps() {
    return slices.stream().flatMap(List::stream).mapToLong(Part.Slice::steps).max().orElse(0);
  }

  /** The means of all slices, each opened where it is read, by all cores. */
  Stream<SliceMean> means() {
    return slices.parallelStream().map(sent -> new SliceMean(sent, format));
  }
}
