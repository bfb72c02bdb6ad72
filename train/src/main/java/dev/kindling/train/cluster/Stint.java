package dev.kindling.train.cluster;

import dev.kindling.augment.BackendUse;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.engine.Network;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.Stretch;
import dev.kindling.train.loop.TrainingLoop;
import dev.kindling.train.optim.OptimizerState;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One logical worker's part of a round: a pure function of the state that was sent, the workbench
 * and the shard. What runs it, where and how often makes no difference.
 */
final class Stint {
  private Stint() {}

  /** Trains on the steps and cuts the result into slices; no slices if there was nothing to do. */
  static List<Part> train(
      Workbench workbench,
      WireState state,
      Shard shard,
      int worker,
      Stretch stretch,
      OptimizerPolicy policy) {
    try (EnginePool.Loan<?> loan = EnginePool.shared().borrow(workbench.spec())) {
      Network engine = loan.engine();
      state.loadInto(engine, worker);
      OptimizerState optimizer =
          policy == OptimizerPolicy.RESET
              ? workbench.recipe().optimizer().start(engine.layout())
              : state.optimizer();
      BatchSource source = workbench.training(shard);
      TrainingLoop loop =
          new TrainingLoop(workbench.recipe(), engine, optimizer, state.lossScale());
      Outcome outcome = loop.train(source, stretch);
      boolean finite = Finite.all(engine.parameters(), optimizer.vectors());
      Part.Report report =
          new Part.Report(
              worker,
              finite ? outcome : withoutMetrics(outcome),
              source.augmented(),
              loop.lossScale(),
              memory(engine),
              loop.spent(),
              !finite);
      return parts(report, engine, optimizer);
    }
  }

  /** What an engine remembers; empty if it is not of the kind that does. */
  static float[] memory(Network engine) {
    return engine instanceof LanguageEngine remembers ? remembers.state() : new float[0];
  }

  private static List<Part> parts(Part.Report report, Network engine, OptimizerState optimizer) {
    List<Part> parts = new ArrayList<>();
    parts.add(report);
    long examples = report.outcome().examples();
    if (report.dropped() || examples == 0) {
      return parts;
    }
    FloatBuffer parameters = engine.parameters();
    Slices slices = Slices.of(1 + optimizer.vectors().length, engine.layout().size());
    for (int slice = 0; slice < slices.count(); slice++) {
      int vector = slices.vector(slice);
      FloatBuffer whole =
          vector == 0 ? parameters.duplicate() : FloatBuffer.wrap(optimizer.vectors()[vector - 1]);
      FloatBuffer window = whole.position(slices.from(slice)).limit(slices.to(slice));
      parts.add(
          new Part.Slice(
              slice, report.worker(), examples, optimizer.steps(), WireState.encode(window)));
    }
    return parts;
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

  /** Validates on the worker's part. */
  static Part.Report validate(
      Workbench workbench, WireState state, Shard shard, int worker, int epoch) {
    try (EnginePool.Loan<?> loan = EnginePool.shared().borrow(workbench.spec())) {
      Network engine = loan.engine();
      state.loadInto(engine, worker);
      TrainingLoop loop = new TrainingLoop(workbench.recipe(), engine, state.optimizer());
      Outcome outcome = loop.validate(workbench.evaluation(shard), epoch);
      return new Part.Report(
          worker, outcome, BackendUse.NONE, state.lossScale(), new float[0], loop.spent(), false);
    }
  }
}
