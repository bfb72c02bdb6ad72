package dev.kindling.train.cluster;

import dev.kindling.augment.Augmentations;
import dev.kindling.augment.Normalize;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.train.archive.InputSpec;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.archive.TextSpec;
import dev.kindling.train.engine.ClassifierEngineSpec;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.engine.ImageEngineSpec;
import dev.kindling.train.evaluate.Evaluation;
import dev.kindling.train.evaluate.Scoring;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.model.Architectures;
import dev.kindling.train.model.TargetSpec;
import dev.kindling.train.text.TextClassifier;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/** A trained model at work on the cluster: evaluates splits and predicts items. Immutable. */
public final class DeployedModel {
  /** Key, then prediction and probabilities or reason and detail. */
  public static final StructType PREDICTIONS =
      new StructType()
          .add("key", DataTypes.StringType, false)
          .add("prediction", DataTypes.StringType, true)
          .add("probability", DataTypes.DoubleType, true)
          .add("probabilities", DataTypes.createArrayType(DataTypes.DoubleType, false), true)
          .add("reason", DataTypes.StringType, true)
          .add("detail", DataTypes.StringType, true);

  private static final Seed UNUSED = new Seed(0); // evaluation draws nothing

  private final EngineSpec<Engine> spec;
  private final Intake intake;
  private final List<String> vocab;
  private final TargetSpec target;
  private final float[] parameters;

  private DeployedModel(
      EngineSpec<Engine> spec,
      Intake intake,
      List<String> vocab,
      TargetSpec target,
      float[] parameters) {
    this.spec = spec;
    this.intake = intake;
    this.vocab = vocab;
    this.target = target;
    this.parameters = parameters;
  }

  /**
   * The model of an archive.
   *
   * @param engine what computes, in which precision
   * @throws IllegalArgumentException if this version knows no such architecture, preset or sampling
   * @throws IllegalStateException if the archive's tensors are not the architecture's
   */
  public static DeployedModel of(ModelArchive archive, EngineChoice engine) {
    if (archive.card().inputs() instanceof TextSpec texts) {
      return of(
          archive,
          ClassifierEngineSpec.of(TextClassifier.of(archive.card().arguments()), engine),
          new TextIntake(
              TextRules.of(texts.rules()), texts.tokens(), texts.maxTokens(), texts.direction()));
    }
    return ofImages(archive, archive.card().images(), engine);
  }

  private static DeployedModel ofImages(
      ModelArchive archive, InputSpec inputs, EngineChoice engine) {
    ModelArchive.Card card = archive.card();
    ImageEngineSpec spec =
        ImageEngineSpec.of(
            Architectures.images(card.architecture(), card.arguments()), inputs.height(), engine);
    Normalize normalize = new Normalize(inputs.mean(), inputs.std());
    ImageIntake intake =
        new ImageIntake(Augmentations.validation(inputs.transforms(), inputs.height(), normalize));
    return of(archive, spec, intake);
  }

  private static DeployedModel of(ModelArchive archive, EngineSpec<Engine> spec, Intake intake) {
    try (EnginePool.Loan<Engine> loan = EnginePool.shared().borrow(spec)) {
      return new DeployedModel(
          spec,
          intake,
          archive.card().vocab(),
          archive.card().target(),
          archive.parameters(loan.engine().layout()));
    }
  }

  /**
   * Evaluates a split of a dataset. The result depends on workers and batch size in its last bits
   * only, and not at all on partitions.
   *
   * @param dataset with the model's categories, each of which may have another index there
   * @param workers logical workers that share the work
   * @param batchSize items at a time
   */
  public Evaluation evaluate(
      PreparedDataset dataset, Split split, Scoring scoring, int workers, int batchSize) {
    return evaluate(rows(dataset, split), scoring, workers, batchSize);
  }

  private JavaRDD<ShardRecord> rows(PreparedDataset dataset, Split split) {
    target.requireOf(dataset.manifest());
    return intake.rows(dataset, split, vocab, target);
  }

  Evaluation evaluate(JavaRDD<ShardRecord> rows, Scoring scoring, int workers, int batchSize) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(rows.context());
    Broadcast<byte[]> sent = sent(spark);
    ShardPlan plan = plan(workers);
    EngineSpec<Engine> spec = this.spec;
    Intake intake = this.intake;
    try (DealtSplit dealt = DealtSplit.deal(rows, plan)) {
      return dealt
          .each(
              (shard, worker) -> {
                try (EnginePool.Loan<Engine> loan = EnginePool.shared().borrow(spec)) {
                  loan.engine().parameters().duplicate().put(WireState.floats(sent.getValue()));
                  BatchSource source = intake.evaluation(shard, batchSize);
                  return List.of(new Tuple2<>(worker, scoring.evaluate(loan.engine(), source)));
                }
              })
          .collect()
          .stream()
          .sorted(Comparator.comparingInt(Tuple2::_1))
          .map(Tuple2::_2)
          .reduce(scoring.none(), Evaluation::plus);
    } finally {
      sent.destroy();
    }
  }

  /** The rows of a split, dealt to logical workers as this model reads them. */
  DealtSplit dealt(PreparedDataset dataset, Split split, int workers) {
    return DealtSplit.deal(rows(dataset, split), plan(workers));
  }

  private static ShardPlan plan(int workers) {
    return new ShardPlan(UUID.randomUUID().toString(), workers, workers, UNUSED);
  }

  /**
   * What it says of rows dealt to it, a map for each worker; lazy.
   *
   * @param sent this model's parameters
   */
  JavaPairRDD<Integer, Opinions> opinions(
      DealtSplit dealt, Broadcast<byte[]> sent, int member, int batchSize) {
    EngineSpec<Engine> spec = this.spec;
    Intake intake = this.intake;
    List<String> vocab = this.vocab;
    TargetSpec target = this.target;
    return dealt
        .each(
            (shard, worker) -> {
              try (EnginePool.Loan<Engine> loan = EnginePool.shared().borrow(spec)) {
                loan.engine().parameters().duplicate().put(WireState.floats(sent.getValue()));
                BatchSource source = intake.evaluation(shard, batchSize);
                return List.of(
                    new Tuple2<>(
                        worker, Opinions.of(member, loan.engine(), source, target, vocab)));
              }
            })
        .mapToPair(opinions -> opinions);
  }

  /**
   * Predicts items; lazy, a row for every item. An item that cannot be decoded has a reason and a
   * detail instead of a prediction.
   *
   * @param items with columns {@code key} (string) and {@code content} (binary, encoded images or
   *     UTF-8)
   * @param limits what one item may cost
   * @param batchSize items at a time
   * @return columns as {@link #PREDICTIONS}; probabilities in the order of the vocab
   */
  public Dataset<Row> predict(Dataset<Row> items, DecodeLimits limits, int batchSize) {
    return Ensemble.of(List.of(this)).predict(items, limits, batchSize);
  }

  /** What tasks need of it to predict. */
  Prediction.Member member(JavaSparkContext spark) {
    return new Prediction.Member(spec, intake, sent(spark));
  }

  /** Its parameters on their way; who asks destroys them. */
  Broadcast<byte[]> sent(JavaSparkContext spark) {
    return spark.broadcast(WireState.encode(FloatBuffer.wrap(parameters)));
  }

  /** Whether its items are texts rather than images. */
  public boolean takesTexts() {
    return intake instanceof TextIntake;
  }

  /** What it tells. */
  public TargetSpec target() {
    return target;
  }

  /** The categories' names, in the order of the probabilities. */
  public List<String> vocab() {
    return vocab;
  }
}
