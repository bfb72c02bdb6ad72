package dev.kindling.train.cluster;

import dev.kindling.augment.BackendUse;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.loop.Stretch;
import dev.kindling.train.loop.TimeSpent;
import dev.kindling.train.optim.Hypers;
import dev.kindling.train.optim.OptimizerState;
import dev.kindling.train.optim.ParameterGroups;
import dev.kindling.train.precision.LossScale;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
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
  private final String jobGroup = "kindling-fit-" + UUID.randomUUID();
  private final DealtSplit train;
  private final DealtSplit valid;
  private final ParameterLayout layout;
  private final SliceFormat format;
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
    Broadcast<WireState> from = broadcast();
    Stint stint = new Stint(workbench, stretch, strategy.optimizerPolicy(), format);
    JavaRDD<Part> results = memories.train(train, from, stint);
    int reducers = Math.max(1, Math.min(format.slices().count(), spark.defaultParallelism()));
    List<Part> parts = Gathering.of(results, exchange(), format, reducers);
    List<Part.Report> reports = reports(parts);
    long bytes = bytes(from.getValue(), reports);
    memories.done(results, from);
    sent = Optional.empty();
    LossScale lossScale =
        reports.stream()
            .map(Part.Report::lossScale)
            .reduce(LossScale::orLower)
            .orElse(state.lossScale());
    state = remembering(averaged(parts, lossScale, stretch), reports);
    return new RoundResult(
        outcome(reports),
        reports.size(),
        (int) reports.stream().filter(Part.Report::dropped).count(),
        bytes,
        reports.stream().map(Part.Report::augmented).reduce(BackendUse.NONE, BackendUse::plus),
        longest(reports));
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

  private Exchange exchange() {
    return strategy.exchange().of(format.bytes() * strategy.workers());
  }

  private static List<Part.Report> reports(List<Part> parts) {
    return parts.stream()
        .flatMap(part -> part instanceof Part.Report report ? Stream.of(report) : Stream.empty())
        .sorted(Comparator.comparingInt(Part.Report::worker))
        .toList();
  }

  private static Outcome outcome(List<Part.Report> reports) {
    return reports.stream().map(Part.Report::outcome).reduce(Outcome.NONE, Outcome::plus);
  }

  /** The time of the partition whose workers, one after the other, took the longest. */
  private TimeSpent longest(List<Part.Report> reports) {
    Map<Integer, TimeSpent> byPartition = new TreeMap<>();
    for (Part.Report report : reports) {
      byPartition.merge(train.partitionOf(report.worker()), report.spent(), TimeSpent::plus);
    }
    return byPartition.values().stream()
        .max(Comparator.comparingLong(TimeSpent::total))
        .orElse(TimeSpent.NONE);
  }

  private long bytes(WireState broadcast, List<Part.Report> reports) {
    long senders = reports.stream().filter(Part.Report::sends).count();
    long collected = exchange() == Exchange.SLICES && senders > 0 ? format.meanBytes() : 0;
    return broadcast.size() + senders * format.bytes() + collected;
  }

  /** The workers' mean after the outer optimizer; the same state if no worker sent anything. */
  private ModelState averaged(List<Part> parts, LossScale lossScale, Stretch stretch) {
    float[][] vectors = new float[state.vectors().length][];
    Arrays.setAll(vectors, v -> new float[layout.size()]);
    Slices slices = format.slices();
    int found = 0;
    long steps = 0;
    for (Part part : parts) {
      if (part instanceof Part.Slice slice) {
        int from = slices.from(slice.slice());
        WireState.floats(slice.values())
            .get(vectors[slices.vector(slice.slice())], from, slices.to(slice.slice()) - from);
        steps = Math.max(steps, slice.steps());
        found++;
      }
    }
    if (found == 0) {
      return lossScale.equals(state.lossScale()) ? state : state.with(lossScale);
    }
    if (found != slices.count()) {
      throw new IllegalStateException(
          "A round must give %d slices, got %d".formatted(slices.count(), found));
    }
    if (format.compresses()) {
      add(state.parameters(), vectors[0]);
    }
    float[] memory = state.outerMemory().clone();
    strategy.outer().step(layout, state.parameters(), vectors[0], memory, innerRates(stretch));
    return ModelState.of(
            vectors[0],
            new OptimizerState(
                state.optimizer().names(), Arrays.copyOfRange(vectors, 1, vectors.length), steps),
            lossScale)
        .with(state.recurrent())
        .withOuterMemory(memory);
  }

  /** Turns a change into what it leads to. */
  private static void add(float[] before, float[] change) {
    for (int i = 0; i < change.length; i++) {
      change[i] = (float) ((double) before[i] + change[i]);
    }
  }

  /** The workers' learning rate at the first step, for each span of the layout. */
  private double[] innerRates(Stretch stretch) {
    Recipe recipe = workbench.recipe();
    ParameterGroups groups = recipe.optimizer().groups();
    List<Hypers.Hyper> hypers =
        recipe
            .schedule()
            .at(stretch.position(stretch.from(), recipe.epochs()))
            .forGroups(groups.count());
    return Arrays.stream(groups.partition(layout))
        .mapToDouble(group -> group < 0 ? 0 : hypers.get(group).rate())
        .toArray();
  }

  @Override
  public Validation validate(int epoch) {
    describe("validation of epoch %d".formatted(epoch + 1));
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
    return new Validation(outcome(reports), longest(reports));
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
