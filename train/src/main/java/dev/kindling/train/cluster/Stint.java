package dev.kindling.train.cluster;

import dev.kindling.augment.BackendUse;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.engine.Network;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.Stretch;
import dev.kindling.train.loop.TrainingLoop;
import dev.kindling.train.optim.OptimizerState;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;

/**
 * One logical worker's part of a round: a pure function of the state that was sent, what the worker
 * kept, the workbench and the shard. What runs it, where and how often makes no difference.
 *
 * @param workbench what it works with
 * @param stretch its steps
 * @param policy what becomes of its optimizer state
 * @param format what it sends
 * @param faults what goes wrong on purpose
 */
record Stint(
    Workbench workbench,
    Stretch stretch,
    OptimizerPolicy policy,
    SliceFormat format,
    Faults.InRound faults)
    implements Serializable {
  /**
   * Trains on the steps and cuts the result into slices; no slices if there was nothing to do, and
   * what it kept stays as it was.
   */
  List<Part> train(Broadcast<WireState> sent, WorkerMemory memory, Shard shard, int worker) {
    BatchSource source = workbench.training(shard);
    if (stretch.from() >= source.steps()) {
      return kept(worker, memory);
    }
    long start = System.nanoTime();
    WireState state = sent.getValue();
    long waited = System.nanoTime() - start;
    try (EnginePool.Loan<?> loan = EnginePool.shared().borrow(workbench.spec())) {
      Network engine = loan.engine();
      state.loadInto(engine, worker);
      OptimizerState optimizer = optimizer(state, memory, engine);
      TrainingLoop loop =
          new TrainingLoop(workbench.recipe(), engine, optimizer, state.lossScale());
      Outcome outcome = loop.train(source, stretch);
      faults.strike(worker, engine.parameters());
      Optional<Sending> sending =
          Sending.of(format, state.parameters(), engine.parameters(), optimizer.vectors(), memory);
      Part.Report report =
          new Part.Report(
              worker,
              sending.isPresent() ? outcome : withoutMetrics(outcome),
              source.augmented(),
              loop.lossScale(),
              memory(engine),
              waited,
              loop.spent(),
              sending.isEmpty(),
              sending.map(Sending::squaredLength).orElse(0.0));
      return report.sends()
          ? sent(report, sending.get(), optimizer, memory)
          : parts(report, List.of(), memory);
    }
  }

  private List<Part> sent(
      Part.Report report, Sending sending, OptimizerState optimizer, WorkerMemory memory) {
    WorkerMemory kept = policy == OptimizerPolicy.KEEP ? memory.with(optimizer) : memory;
    return parts(
        report,
        sending.slices(report.worker(), report.outcome().examples(), optimizer.steps()),
        format.compresses() ? kept.withUnsent(sending.unsent()) : kept);
  }

  private static List<Part> parts(
      Part.Report report, List<Part.Slice> slices, WorkerMemory memory) {
    List<Part> parts = new ArrayList<>();
    parts.add(report);
    parts.addAll(slices);
    parts.addAll(kept(report.worker(), memory));
    return parts;
  }

  private OptimizerState optimizer(WireState state, WorkerMemory memory, Network engine) {
    return switch (policy) {
      case AVERAGE -> state.optimizer();
      case RESET -> workbench.recipe().optimizer().start(engine.layout());
      case KEEP -> memory.optimizer(workbench.recipe().optimizer(), engine.layout());
    };
  }

  /** What a worker keeps, if there is anything. */
  private static List<Part> kept(int worker, WorkerMemory memory) {
    return memory.empty() ? List.of() : List.of(new Part.Kept(worker, memory));
  }

  /** What an engine remembers; empty if it is not of the kind that does. */
  static float[] memory(Network engine) {
    return engine instanceof LanguageEngine remembers ? remembers.state() : new float[0];
  }

  /** The counts alone: a loss that is not a number would spoil every sum that it is added to. */
  static Outcome withoutMetrics(Outcome outcome) {
    return new Outcome(
        outcome.steps(),
        outcome.examples(),
        outcome.cancelledExamples(),
        outcome.skipped(),
        Collections.emptySortedMap(),
        outcome.history(),
        outcome.ending());
  }

  /** What batch norms see of the worker's part; nothing if there are none. */
  static BatchStatistics statistics(
      Workbench workbench, WireState state, Shard shard, int worker, int epoch) {
    try (EnginePool.Loan<?> loan = EnginePool.shared().borrow(workbench.spec())) {
      state.loadInto(loan.engine(), worker);
      return statistics(workbench, loan.engine(), shard, epoch);
    }
  }

  /** As above, of what the engine has; changes its running statistics. */
  static BatchStatistics statistics(Workbench workbench, Network network, Shard shard, int epoch) {
    return network instanceof Engine engine && BatchStatistics.in(engine.layout())
        ? BatchStatistics.of(engine, workbench.training(shard), epoch, workbench.recipe().seed())
        : BatchStatistics.none(network.layout());
  }

  /** Validates on the worker's part. */
  static Part.Report validate(
      Workbench workbench, WireState state, Shard shard, int worker, int epoch) {
    try (EnginePool.Loan<?> loan = EnginePool.shared().borrow(workbench.spec())) {
      Network engine = loan.engine();
      state.loadInto(engine, worker);
      TrainingLoop loop = new TrainingLoop(workbench.recipe(), engine, state.optimizer());
      Outcome outcome = loop.validate(workbench.evaluation(shard), epoch);
      return new Part.Report(
          worker,
          outcome,
          BackendUse.NONE,
          state.lossScale(),
          new float[0],
          0,
          loop.spent(),
          false,
          0);
    }
  }
}
