package dev.kindling.train.optim;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How rate and momentum go over a fit.
 *
 * @param rates learning rate: one for every parameter group, or one each
 * @param momenta momentum: one for every parameter group, or one each
 */
public record FitSchedule(List<Schedule> rates, List<Schedule> momenta) implements Serializable {
  private static final double MOMENTUM = 0.9;

  public FitSchedule {
    rates = List.copyOf(rates);
    momenta = List.copyOf(momenta);
    if (rates.isEmpty() || momenta.isEmpty()) {
      throw new IllegalArgumentException("FitSchedule needs a rate and a momentum");
    }
    if (rates.size() > 1 && momenta.size() > 1 && rates.size() != momenta.size()) {
      throw new IllegalArgumentException(
          "FitSchedule has %d rates and %d momenta: give one, or one for each parameter group"
              .formatted(rates.size(), momenta.size()));
    }
  }

  /** The same rate and momentum for every parameter group. */
  public static FitSchedule of(Schedule rate, Schedule momentum) {
    return new FitSchedule(List.of(rate), List.of(momentum));
  }

  /** A constant rate for every parameter group, with momentum .9. */
  public static FitSchedule constant(double rate) {
    return of(Schedule.constant(rate), Schedule.constant(MOMENTUM));
  }

  /** One cycle for every parameter group, half of it going up. */
  public static FitSchedule oneCycle(double peak) {
    return oneCycle(peak, 0.5);
  }

  /**
   * One cycle for every parameter group.
   *
   * @param peak the highest rate
   * @param warmup share of the fit spent going up, in (0, 1)
   */
  public static FitSchedule oneCycle(double peak, double warmup) {
    return of(Schedule.oneCycle(peak, warmup), Schedule.oneCycleMomentum(warmup));
  }

  /** Parameter groups that it is made for; 1 fits any number. */
  public int groups() {
    return Math.max(rates.size(), momenta.size());
  }

  /**
   * The settings there.
   *
   * @param position in [0, 1]
   */
  public Hypers at(double position) {
    return new Hypers(
        IntStream.range(0, groups())
            .mapToObj(
                g -> new Hypers.Hyper(pick(rates, g).at(position), pick(momenta, g).at(position)))
            .toList());
  }

  private static Schedule pick(List<Schedule> schedules, int group) {
    return schedules.get(Math.min(group, schedules.size() - 1));
  }
}
