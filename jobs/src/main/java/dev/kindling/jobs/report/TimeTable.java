package dev.kindling.jobs.report;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the wall time of the training went. */
final class TimeTable {
  /** The field of a run's result with shares by name. */
  static final String FIELD = "wall-time";

  private static final Map<String, String> MEANINGS =
      Map.of(
          "engine", "forward and backward",
          "loss", "loss and metrics",
          "optimizer", "optimizer steps",
          "input", "waiting for decoding and augmentation",
          "rounds", "Spark, averaging",
          "elsewhere", "dealing rows to workers, checkpoints, callbacks");

  private TimeTable() {}

  /** Shares by name, as a run's result has them; none in results of before they were measured. */
  static Map<String, Double> shares(Map<String, Object> result) {
    return result.get(FIELD) instanceof Map<?, ?> shares
        ? shares.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Number)
            .collect(
                Collectors.toMap(
                    entry -> String.valueOf(entry.getKey()),
                    entry -> ((Number) entry.getValue()).doubleValue()))
        : Map.of();
  }

  /** The largest share first. */
  static Html of(Map<String, Double> shares) {
    return Tables.table(
        List.of("what", "", "#share"),
        shares.entrySet().stream()
            .sorted(
                Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(
                share ->
                    List.of(
                        share.getKey(),
                        MEANINGS.getOrDefault(share.getKey(), ""),
                        String.format(Locale.ROOT, "%.1f %%", 100 * share.getValue())))
            .toList());
  }
}
