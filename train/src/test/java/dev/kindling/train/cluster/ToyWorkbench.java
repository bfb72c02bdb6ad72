package dev.kindling.train.cluster;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.SparkFixture;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.datablock.shard.EpochOrder;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.train.Learner;
import dev.kindling.train.callback.Callback;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.EngineChoice;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.LinearModel;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Optimizer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.spark.api.java.JavaSparkContext;

/** A linear model over items whose content is two floats: everything of a fit but the images. */
record ToyWorkbench(Recipe recipe) implements Workbench {
  private static final LinearModel MODEL = new LinearModel(2, 3);
  private static final float[][] CORNERS = {{1, 0}, {-1, 1}, {-1, -1}};

  /** Two epochs of batches of 4. */
  static ToyWorkbench of(Callback... callbacks) {
    return new ToyWorkbench(
        Learner.of(MODEL)
            .imageSize(1)
            .engine(EngineChoice.named("nd4j"))
            .batchSize(4)
            .epochs(2)
            .optimizer(Optimizer.adam().weightDecay(0.01))
            .schedule(FitSchedule.oneCycle(0.1))
            .callbacks(callbacks)
            .recipe());
  }

  /** 61 rows to train on and 17 to validate on, in so many partitions. */
  static FitData data(int partitions) {
    return new FitData(
        spark().parallelize(items("train", 61), partitions),
        spark().parallelize(items("valid", 17), partitions),
        "/datasets/toy",
        3);
  }

  static JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext());
  }

  static List<ShardRecord> items(String split, int count) {
    RandomGenerator random = new Seed(7).random(split, 0);
    List<ShardRecord> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int target = random.nextInt(3);
      ByteBuffer content = ByteBuffer.allocate(8);
      content.putFloat(CORNERS[target][0] + (float) random.nextDouble() - 0.5f);
      content.putFloat(CORNERS[target][1] + (float) random.nextDouble() - 0.5f);
      items.add(new ShardRecord("%s/é %d".formatted(split, i), target, content.array()));
    }
    return items;
  }

  @Override
  public Map<String, String> identity() {
    return Map.of("toy", "yes");
  }

  @Override
  public EngineSpec<Engine> spec() {
    return ToyEngine.LINEAR;
  }

  @Override
  public BatchSource training(Shard shard) {
    return new Points(shard, recipe, true).prefetched(2);
  }

  @Override
  public BatchSource evaluation(Shard shard) {
    return new Points(shard, recipe, false);
  }

  private record Points(Shard shard, Recipe recipe, boolean shuffled) implements BatchSource {
    @Override
    public int steps() {
      int items = shuffled ? recipe.sampler().count(shard.size()) : shard.size();
      return (items + recipe.batchSize() - 1) / recipe.batchSize();
    }

    @Override
    public PixelBatch batch(int epoch, int step) {
      int[] order =
          shuffled
              ? recipe.sampler().order(shard, recipe.seed(), epoch)
              : EpochOrder.asStored(shard.size());
      int from = step * recipe.batchSize();
      int count = Math.min(recipe.batchSize(), order.length - from);
      float[] inputs = new float[2 * count];
      int[] targets = new int[count];
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ShardRecord record = shard.record(order[from + i]);
        ByteBuffer.wrap(record.content()).asFloatBuffer().get(inputs, 2 * i, 2);
        targets[i] = record.target();
        keys.add(record.key());
      }
      return PixelBatch.of(inputs, new Shape(count, 2, 1, 1), Layout.NCHW, targets, keys);
    }
  }
}
