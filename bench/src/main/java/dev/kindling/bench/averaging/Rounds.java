package dev.kindling.bench.averaging;

import dev.kindling.bench.Times;
import dev.kindling.train.callback.RoundCosts;
import dev.kindling.train.callback.RunListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What rounds cost, each followed by the {@link Floor} of it, so that whatever else the machine
 * does hits both alike.
 */
final class Rounds implements RunListener {
  private final int warmups;
  private final Floor floor;
  private final DriverHeap heap;
  private final List<RoundCosts> costs = new ArrayList<>();
  private final List<Double> fetches = new ArrayList<>();
  private final List<Double> copies = new ArrayList<>();

  Rounds(int warmups, Floor floor, DriverHeap heap) {
    this.warmups = warmups;
    this.floor = floor;
    this.heap = heap;
  }

  @Override
  public void afterRound(Round round) {
    heap.rest();
    double fetch = floor.broadcastAndFetch();
    double copy = floor.copy();
    if (round.round() >= warmups) {
      costs.add(round.costs());
      fetches.add(fetch);
      copies.add(copy);
    }
    heap.watch();
  }

  /** The median over the rounds after the warm-up. */
  double median(ToDoubleFunction<RoundCosts> cost) {
    return Times.median(costs.stream().map(cost::applyAsDouble).toList());
  }

  /** The median of broadcasting and fetching, in seconds. */
  double fetch() {
    return Times.median(fetches);
  }

  /** The median of copying, in seconds. */
  double copy() {
    return Times.median(copies);
  }
}
