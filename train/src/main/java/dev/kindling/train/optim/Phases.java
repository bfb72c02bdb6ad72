package dev.kindling.train.optim;

import java.util.List;

/**
 * Schedules one after another.
 *
 * @param phases at least one; their fractions sum to 1
 */
record Phases(List<Phase> phases) implements Schedule {
  private static final double TOLERANCE = 1e-9;

  Phases {
    phases = List.copyOf(phases);
    double sum = phases.stream().mapToDouble(Phase::fraction).sum();
    if (Math.abs(sum - 1) > TOLERANCE) {
      throw new IllegalArgumentException(
          "Phase fractions must sum to 1, got %s: %s"
              .formatted(sum, phases.stream().map(Phase::fraction).toList()));
    }
  }

  @Override
  public double at(double position) {
    if (!(position >= 0 && position <= 1)) {
      throw new IllegalArgumentException("Position must be in [0, 1], got " + position);
    }
    double start = 0;
    for (Phase phase : phases.subList(0, phases.size() - 1)) {
      double end = start + phase.fraction();
      if (position < end) {
        return phase.schedule().at((position - start) / phase.fraction());
      }
      start = end;
    }
    Phase last = phases.get(phases.size() - 1);
    return last.schedule().at(Math.min(1, (position - start) / (1 - start)));
  }
}
