package dev.kindling.jobs.run;

import static java.util.Objects.requireNonNullElse;

import dev.kindling.train.callback.RoundCosts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run did over time; of a round or epoch that was done again after a resume, the last.
 *
 * @param rounds in order
 * @param epochs in order
 */
public record History(List<Round> rounds, List<Epoch> epochs) {
  public History {
    rounds =
        lastOfEach(
            rounds.stream().collect(TreeMap::new, (m, r) -> m.put(r.round(), r), Map::putAll));
    epochs =
        lastOfEach(
            epochs.stream().collect(TreeMap::new, (m, e) -> m.put(e.epoch(), e), Map::putAll));
  }

  private static <T> List<T> lastOfEach(Map<Integer, T> byNumber) {
    Collection<T> values = byNumber.values();
    return List.copyOf(values);
  }

  /**
   * A line of a round.
   *
   * @param event {@code round}
   * @param round from 0
   * @param epoch from 0
   * @param position progress of the whole fit after it, in (0, 1]
   * @param examples trained on
   * @param loss mean over them
   * @param rate learning rate at its end
   * @param momentum at its end
   * @param seconds wall time
   * @param bytes moved between workers and driver
   * @param costs where the time went, and what was moved; nothing in files of before it was kept
   */
  public record Round(
      String event,
      int round,
      int epoch,
      double position,
      long examples,
      double loss,
      double rate,
      double momentum,
      double seconds,
      long bytes,
      RoundCosts costs) {
    /** The name of this event. */
    public static final String EVENT = "round";

    public Round {
      costs = requireNonNullElse(costs, RoundCosts.NONE);
    }
  }

  /**
   * A line of an epoch.
   *
   * @param event {@code epoch}
   * @param epoch from 0
   * @param train means over the training items, by name
   * @param valid means over the validation items, by name
   * @param seconds wall time
   */
  public record Epoch(
      String event,
      int epoch,
      Map<String, Double> train,
      Map<String, Double> valid,
      double seconds) {
    /** The name of this event. */
    public static final String EVENT = "epoch";
  }
}
