package dev.kindling.bench.training;

import dev.kindling.bench.Times;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How a contestant did in a case.
 *
 * @param of the case
 * @param contestant its name
 * @param milliseconds of each step that counts
 * @param peakMib the most memory that its process had in RAM
 */
record Standing(TimedCase of, String contestant, List<Double> milliseconds, long peakMib) {
  /**
   * The head of the Markdown table.
   *
   * @param unit of the cases
   */
  static String head(String unit) {
    return """
        | case | contestant | median ms | minimum ms | %s/s | x libtorch fp32 | x libtorch bf16 | peak MiB |
        |---|---|---:|---:|---:|---:|---:|---:|"""
        .formatted(unit);
  }

  Standing {
    milliseconds = List.copyOf(milliseconds);
  }

  double median() {
    return Times.median(milliseconds);
  }

  double minimum() {
    return Collections.min(milliseconds);
  }

  double itemsPerSecond() {
    return of.items() / median() * 1000;
  }

  /**
   * How many times as fast as the fastest contestant of those names in the case, by the medians.
   *
   * @param among all standings of the case
   */
  OptionalDouble timesAsFastAs(String name, List<Standing> among) {
    OptionalDouble best =
        among.stream()
            .filter(other -> other.of == of && other.contestant.startsWith(name))
            .mapToDouble(Standing::median)
            .min();
    return best.isPresent() ? OptionalDouble.of(best.getAsDouble() / median()) : best;
  }

  /** Its line of the Markdown table. */
  String row(List<Standing> among) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.1f | %.1f | %.0f | %s | %s | %d |",
        of.text(),
        contestant,
        median(),
        minimum(),
        itemsPerSecond(),
        ratio(Contestant.PEER_FP32, among, "–"),
        ratio(Contestant.PEER_BF16, among, "–"),
        peakMib);
  }

  /** A JSON object, on one line. */
  String json(List<Standing> among, int threads, String host, String load) {
    return String.format(
        Locale.ROOT,
        "{\"case\": \"%s\", \"contestant\": \"%s\", \"steps\": %d, \"median-ms\": %.3f, \"minimum-ms\": %.3f, \"%s-per-second\": %.2f, \"x-libtorch-fp32\": %s, \"x-libtorch-bf16\": %s, \"peak-mib\": %d, \"threads\": %d, \"host\": \"%s\", \"load\": %s}",
        of.text(),
        contestant,
        milliseconds.size(),
        median(),
        minimum(),
        of.unit(),
        itemsPerSecond(),
        ratio(Contestant.PEER_FP32, among, "null"),
        ratio(Contestant.PEER_BF16, among, "null"),
        peakMib,
        threads,
        host.replaceAll("[\"\\\\\\p{Cntrl}]", " "),
        load);
  }

  private String ratio(String name, List<Standing> among, String none) {
    OptionalDouble ratio = timesAsFastAs(name, among);
    return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : none;
  }
}
