package dev.kindling.train.cluster;

import dev.kindling.augment.BackendUse;
import dev.kindling.train.callback.RoundCosts;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.Stretch;
import dev.kindling.train.optim.OptimizerState;
import dev.kindling.train.precision.LossScale;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Logical workers as Spark tasks. A round is one job: every worker trains from the broadcast state
 * and sends what came of it, which {@link Gathering} brings to the driver as one mean; the outer
 * optimizer makes the next state of it. Results depend on the workers, not on partitions, executors
 * or the order of arrival.
 */
final class SparkCrew implements Crew {
  private final JavaSparkContext spark;
  private final Workbench workbench;
  private final Strategy.ParameterAveraging strategy;
  private final Faults faults = Faults.given();
  private final String jobGroup = "kindling-fit-" + UUID.randomUUID();
  private final DealtSplit train;
  private final DealtSplit valid;
  private final ParameterLayout layout;
  private final SliceFormat format;
  private final Averaged.Maker maker;
  private final WorkerMemories memories;
  private ModelState state;
  private Optional<Broadcast<WireState>> sent = Optional.empty();

  SparkCrew(
      JavaSparkContext spark,
      Workbench workbench,
      Strategy.ParameterAveraging strategy,
      FitData data) {
    this.spark = spark;
    this.workbench = workbench;
    this.strategy = strategy;
    describe("dealing train to %d workers".formatted(strategy.workers()));
    train = DealtSplit.deal(data.train(), plan());
    describe("dealing valid to %d workers".formatted(strategy.workers()));
    valid = DealtSplit.deal(data.valid(), plan());
    try (EnginePool.Loan<?> loan = EnginePool.shared().borrow(workbench.spec())) {
      layout = loan.engine().layout();
    }
    state = first();
    format = new SliceFormat(layout, state.vectors().length, strategy.compression());
    maker = new Averaged.Maker(workbench.recipe(), format, strategy.outer());
    memories = new WorkerMemories(spark, strategy.workersRemember());
  }

  /** Optimizer states that are not averaged are no part of what is shared. */
  private ModelState first() {
    ModelState start =
        ModelState.start(workbench.recipe(), layout)
            .withOuterMemory(strategy.outer().start(layout));
    return strategy.optimizerPolicy() == OptimizerPolicy.AVERAGE
        ? start
        : start.with(new OptimizerState(List.of(), new float[0][], 0));
  }

  private ShardPlan plan() {
    return new ShardPlan(
        UUID.randomUUID().toString(),
        strategy.workers(),
        strategy.partitions(),
        workbench.recipe().seed());
  }

  private void describe(String what) {
    spark.setJobGroup(jobGroup, what);
  }

  @Override
  public ParameterLayout layout() {
    return layout;
  }

  @Override
  public ModelState start() {
    return state;
  }

  @Override
  public void load(ModelState fresh) {
    forgetSent();
    memories.load(fresh.kept());
    state = fresh.withKept(Collections.emptySortedMap());
  }

  private void forgetSent() {
    sent.ifPresent(broadcast -> broadcast.destroy());
    sent = Optional.empty();
  }

  @Override
  public ModelState state() {
    describe("what workers keep, for a checkpoint");
    return state.withKept(memories.collect());
  }

  @Override
  public float[] parameters() {
    return state.parameters();
  }

  @Override
  public int stepsPerEpoch() {
    return train.sizes().stream().mapToInt(workbench::trainingSteps).max().orElse(0);
  }

  @Override
  public long examples() {
    return train.size();
  }

  private Broadcast<WireState> broadcast() {
    Broadcast<WireState> broadcast = sent.orElseGet(() -> spark.broadcast(WireState.of(state)));
    sent = Optional.of(broadcast);
    return broadcast;
  }

  @Override
  public RoundResult train(Stretch stretch, int round) {
    describe(
        "round %d: epoch %d, steps %d to %d"
            .formatted(round, stretch.epoch() + 1, stretch.from(), stretch.to()));
    long start = System.nanoTime();
    Broadcast<WireState> from = broadcast();
    long sentOut = System.nanoTime();
    Stint stint =
        new Stint(workbench, stretch, strategy.optimizerPolicy(), format, faults.inRound(round));
    JavaRDD<Part> results = memories.train(train, from, stint);
    int reducers = Math.max(1, Math.min(format.slices().count(), spark.defaultParallelism()));
    Gathered gathered = Gathering.of(results, exchange(), format, reducers);
    List<Part.Report> reports = gathered.reports();
    long arrived = System.nanoTime();
    long broadcastBytes = from.getValue().size();
    memories.done(results, from);
    sent = Optional.empty();
    LossScale lossScale =
        reports.stream()
            .map(Part.Report::lossScale)
            .reduce(LossScale::orLower)
            .orElse(state.lossScale());
    Averaged averaged = maker.of(state, gathered, lossScale, stretch);
    state = remembering(averaged.state(), reports);
    WorkerTime longest = WorkerTime.longest(reports, train::partitionOf, cores(), arrived - start);
    List<Part.Report> senders = reports.stream().filter(Part.Report::sends).toList();
    RoundCosts costs =
        new RoundCosts(
            (sentOut - start + longest.waited()) / 1e9,
            (longest.spent().total() - longest.spent().input()) / 1e9,
            longest.spent().input() / 1e9,
            Math.max(0, arrived - sentOut - longest.total()) / 1e9,
            (System.nanoTime() - arrived) / 1e9,
            broadcastBytes,
            senders.size() * format.bytes(),
            exchange() == Exchange.REDUCE || senders.isEmpty() ? 0 : format.meanBytes(),
            WorkerTime.examplesPerSecond(reports),
            Agreement.of(senders, averaged.squaredLength()));
    return new RoundResult(
        outcome(reports),
        reports.size(),
        (int) reports.stream().filter(Part.Report::dropped).count(),
        costs,
        reports.stream().map(Part.Report::augmented).reduce(BackendUse.NONE, BackendUse::plus),
        longest.spent());
  }

  private static ModelState remembering(ModelState averaged, List<Part.Report> reports) {
    ModelState remembering = averaged;
    for (Part.Report report : reports) {
      if (report.recurrent().length > 0) {
        remembering =
            remembering.with(remembering.recurrent().with(report.worker(), report.recurrent()));
      }
    }
    return remembering;
  }

  /** Tasks that Spark runs at a time. */
  private int cores() {
    return Math.max(1, spark.defaultParallelism() / spark.getConf().getInt("spark.task.cpus", 1));
  }

  private Exchange exchange() {
    return strategy.exchange().of(format.bytes() * strategy.workers(), strategy.workers());
  }

  private static Outcome outcome(List<Part.Report> reports) {
    return reports.stream().map(Part.Report::outcome).reduce(Outcome.NONE, Outcome::plus);
  }

  @Override
  public Validation validate(int epoch) {
    describe("validation of epoch %d".formatted(epoch + 1));
    long start = System.nanoTime();
    Broadcast<WireState> from = broadcast();
    Workbench bench = workbench;
    List<Part.Report> reports =
        valid
            .each(
                (shard, worker) ->
                    List.of(Stint.validate(bench, from.getValue(), shard, worker, epoch)))
            .collect()
            .stream()
            .sorted(Comparator.comparingInt(Part.Report::worker))
            .toList();
    WorkerTime longest =
        WorkerTime.longest(reports, valid::partitionOf, cores(), System.nanoTime() - start);
    return new Validation(outcome(reports), longest.spent());
  }

  @Override
  public BatchStatistics statistics(int epoch) {
    describe("statistics of batch norm over train");
    Broadcast<WireState> from = broadcast();
    Workbench bench = workbench;
    return train
        .each(
            (shard, worker) ->
                List.of(
                    new Tuple2<>(
                        worker, Stint.statistics(bench, from.getValue(), shard, worker, epoch))))
        .collect()
        .stream()
        .sorted(Comparator.comparingInt(one -> one._1()))
        .map(one -> one._2())
        .reduce(BatchStatistics.none(layout), BatchStatistics::plus);
  }

  @Override
  public void close() {
    forgetSent();
    memories.close();
    train.close();
    valid.close();
    EnginePool.shared().clear();
    spark.clearJobGroup();
  }
}
