package dev.kindling.bench.averaging;

import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.train.Learner;
import dev.kindling.train.cluster.FitData;
import dev.kindling.train.cluster.ShardSize;
import dev.kindling.train.cluster.Workbench;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * An epoch of so many steps of plain gradient descent on batches that hold nothing, whatever the
 * shard.
 *
 * @param model what is averaged
 * @param recipe of it
 * @param steps of the one epoch
 */
record FlatWorkbench(FlatModel model, Recipe recipe, int steps) implements Workbench {
  private static final int ROWS_PER_WORKER = 64;

  static FlatWorkbench of(FlatModel model, int steps) {
    return new FlatWorkbench(
        model,
        Learner.of(model)
            .imageSize(1)
            .batchSize(1)
            .epochs(1)
            .optimizer(Optimizer.sgd())
            .schedule(FitSchedule.constant(1e-3))
            .recipe(),
        steps);
  }

  /** Enough rows that every worker has some. */
  static FitData data(JavaSparkContext spark, int workers) {
    List<ShardRecord> rows =
        IntStream.range(0, ROWS_PER_WORKER * workers)
            .mapToObj(i -> new ShardRecord("row " + i, 0, new byte[1]))
            .toList();
    return new FitData(
        spark.parallelize(rows, workers), spark.emptyRDD(), "rows that hold nothing", 0);
  }

  @Override
  public Map<String, String> identity() {
    return Map.of();
  }

  @Override
  public EngineSpec<FlatEngine> spec() {
    return model;
  }

  @Override
  public int trainingSteps(ShardSize size) {
    return steps;
  }

  @Override
  public BatchSource training(Shard shard) {
    return new Nothing(steps);
  }

  @Override
  public BatchSource evaluation(Shard shard) {
    return new Nothing(0);
  }

  private record Nothing(int steps) implements BatchSource {
    @Override
    public PixelBatch batch(int epoch, int step) {
      return PixelBatch.of(
          new float[1], new Shape(1, 1, 1, 1), Layout.NCHW, new int[] {0}, List.of("row"));
    }
  }
}
