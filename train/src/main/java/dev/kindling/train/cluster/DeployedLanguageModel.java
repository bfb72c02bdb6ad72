package dev.kindling.train.cluster;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.archive.TextSpec;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.engine.LanguageEngineSpec;
import dev.kindling.train.evaluate.Perplexity;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.WindowSource;
import dev.kindling.train.text.AwdLstm;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** A trained language model at work on the cluster. Immutable. */
public final class DeployedLanguageModel {
  private static final int PREFETCH = 2;
  private static final Seed UNUSED = new Seed(0); // evaluation draws nothing

  private final LanguageEngineSpec spec;
  private final TextSpec inputs;
  private final float[] parameters;

  private DeployedLanguageModel(LanguageEngineSpec spec, TextSpec inputs, float[] parameters) {
    this.spec = spec;
    this.inputs = inputs;
    this.parameters = parameters;
  }

  /**
   * The model of an archive.
   *
   * @param engine what computes, in which precision
   * @throws IllegalStateException if the archive is not of a language model, or its tensors are not
   *     the architecture's
   */
  public static DeployedLanguageModel of(ModelArchive archive, EngineChoice engine) {
    if (!archive.card().architecture().equals(AwdLstm.NAME)) {
      throw new IllegalStateException(
          "%s is no language model".formatted(archive.card().architecture()));
    }
    AwdLstm model = AwdLstm.of(archive.card().arguments());
    return new DeployedLanguageModel(
        LanguageEngineSpec.of(model, engine),
        archive.card().texts(),
        archive.parameters(model.layout()));
  }

  /** A fresh engine with the model's parameters, to be closed by the caller. */
  public LanguageEngine open() {
    LanguageEngine engine = spec.open();
    engine.parameters().duplicate().put(parameters);
    return engine;
  }

  /**
   * How well it tells the tokens of a split. A worker reads its documents in the order of their
   * keys as {@code rows} streams side by side; what is at the beginning of a stream is told without
   * knowing what came before, so the result depends a little on workers and rows, and not at all on
   * partitions.
   *
   * @param dataset with the model's vocabulary
   * @param workers logical workers that share the work
   * @param rows streams of a worker
   * @param bptt steps at a time; does not change the result
   */
  public Perplexity evaluate(
      PreparedDataset dataset, Split split, int workers, int rows, int bptt) {
    dataset.require(Kind.TEXT);
    inputs.requireSame(dataset.manifest().text().rules(), dataset.tokenVocab().tokens());
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(dataset.rows().sparkSession().sparkContext());
    Broadcast<byte[]> sent = spark.broadcast(WireState.encode(FloatBuffer.wrap(parameters)));
    ShardPlan plan = new ShardPlan(UUID.randomUUID().toString(), workers, workers, UNUSED);
    LanguageEngineSpec spec = this.spec;
    try (DealtSplit dealt = DealtSplit.deal(rows(dataset, split), plan)) {
      return dealt
          .each(
              (shard, worker) -> {
                try (EnginePool.Loan<LanguageEngine> loan = EnginePool.shared().borrow(spec)) {
                  loan.engine().parameters().duplicate().put(WireState.floats(sent.getValue()));
                  return List.of(new Tuple2<>(worker, read(loan.engine(), shard, rows, bptt)));
                }
              })
          .collect()
          .stream()
          .sorted(Comparator.comparingInt(Tuple2::_1))
          .map(Tuple2::_2)
          .reduce(Perplexity.NONE, Perplexity::plus);
    } finally {
      sent.destroy();
    }
  }

  private JavaRDD<ShardRecord> rows(PreparedDataset dataset, Split split) {
    return SplitRows.texts(dataset, split, inputs.direction());
  }

  private static Perplexity read(LanguageEngine engine, Shard shard, int rows, int bptt) {
    engine.state(new float[0]);
    BatchSource source = WindowSource.asStored(shard, rows, bptt).prefetched(PREFETCH);
    Perplexity read = Perplexity.NONE;
    try (BatchSource.Feed feed = source.feed(0, 0, source.steps())) {
      while (feed.hasNext()) {
        Batch window = feed.next();
        read = read.plus(Perplexity.of(engine.evaluate(window.texts())));
      }
    }
    return read;
  }
}
