package dev.kindling.train.cluster;

import dev.kindling.datablock.shard.Shard;
import dev.kindling.train.callback.RoundCosts;
import dev.kindling.train.engine.Network;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.Stretch;
import dev.kindling.train.loop.TimeSpent;
import dev.kindling.train.loop.TrainingLoop;
import dev.kindling.train.optim.OptimizerState;
import dev.kindling.train.precision.LossScale;
import java.util.UUID;

/**
 * One worker on this thread: its state lives in its engine, and a round is a stretch of its loop.
 */
final class LocalCrew implements Crew {
  private static final int WORKER = 0;

  private final Workbench workbench;
  private final EnginePool.Loan<?> loan;
  private final ShardPlan trainPlan;
  private final ShardPlan validPlan;
  private final Shard train;
  private final Shard valid;
  private OptimizerState optimizer;
  private LossScale lossScale;

  LocalCrew(Workbench workbench, FitData data) {
    this.workbench = workbench;
    trainPlan = plan();
    validPlan = plan();
    train = LocalShard.gather(data.train(), trainPlan);
    valid = LocalShard.gather(data.valid(), validPlan);
    loan = EnginePool.shared().borrow(workbench.spec());
    optimizer = workbench.recipe().optimizer().start(engine().layout());
    lossScale = workbench.recipe().lossScaling().first();
  }

  private ShardPlan plan() {
    return new ShardPlan(UUID.randomUUID().toString(), 1, 1, workbench.recipe().seed());
  }

  private Network engine() {
    return loan.engine();
  }

  @Override
  public ParameterLayout layout() {
    return engine().layout();
  }

  @Override
  public ModelState start() {
    return ModelState.start(workbench.recipe(), layout());
  }

  @Override
  public void load(ModelState state) {
    state.loadInto(engine(), WORKER);
    optimizer = state.optimizer();
    lossScale = state.lossScale();
  }

  @Override
  public ModelState state() {
    return ModelState.copyOf(engine(), optimizer, lossScale)
        .with(RecurrentStates.NONE.with(WORKER, Stint.memory(engine())));
  }

  @Override
  public float[] parameters() {
    float[] parameters = new float[layout().size()];
    engine().parameters().duplicate().get(parameters);
    return parameters;
  }

  @Override
  public int stepsPerEpoch() {
    return workbench.training(train).steps();
  }

  @Override
  public long examples() {
    return train.size();
  }

  @Override
  public RoundResult train(Stretch stretch, int round) {
    BatchSource source = workbench.training(train);
    TrainingLoop loop = loop();
    Outcome outcome = loop.train(source, stretch);
    lossScale = loop.lossScale();
    boolean finite = Finite.all(engine().parameters(), optimizer.vectors());
    return new RoundResult(
        finite ? outcome : Stint.withoutMetrics(outcome),
        1,
        finite ? 0 : 1,
        costs(outcome, loop.spent()),
        source.augmented(),
        loop.spent());
  }

  private static RoundCosts costs(Outcome outcome, TimeSpent spent) {
    return new RoundCosts(
        0,
        (spent.total() - spent.input()) / 1e9,
        spent.input() / 1e9,
        0,
        0,
        0,
        0,
        0,
        spent.total() == 0 ? 0 : outcome.examples() / (spent.total() / 1e9),
        Double.NaN);
  }

  @Override
  public Validation validate(int epoch) {
    TrainingLoop loop = loop();
    Outcome outcome = loop.validate(workbench.evaluation(valid), epoch);
    return new Validation(outcome, loop.spent());
  }

  @Override
  public BatchStatistics statistics(int epoch) {
    return Stint.statistics(workbench, engine(), train, epoch);
  }

  private TrainingLoop loop() {
    return new TrainingLoop(workbench.recipe(), engine(), optimizer, lossScale);
  }

  @Override
  public void close() {
    loan.close();
    EnginePool.shared().clear();
    ShardStore.shared().remove(trainPlan);
    ShardStore.shared().remove(validPlan);
  }
}
