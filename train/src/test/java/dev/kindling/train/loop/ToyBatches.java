package dev.kindling.train.loop;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Points around the corners of a triangle, one class each, that a linear model can tell apart.
 *
 * @param counts items of each batch of an epoch
 * @param seed what the points come from
 */
public record ToyBatches(List<Integer> counts, Seed seed) implements BatchSource {
  private static final float[][] CORNERS = {{1, 0}, {-1, 1}, {-1, -1}};

  /** Epochs of so many batches of 8. */
  public static ToyBatches of(int steps) {
    return new ToyBatches(Collections.nCopies(steps, 8), new Seed(7));
  }

  /** The model for these points. */
  public static LinearModel model() {
    return new LinearModel(2, 3);
  }

  @Override
  public int steps() {
    return counts.size();
  }

  @Override
  public PixelBatch batch(int epoch, int step) {
    int count = counts.get(step);
    RandomGenerator random = seed.random("batch-" + step, epoch);
    float[] inputs = new float[count * 2];
    int[] targets = new int[count];
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      targets[i] = random.nextInt(3);
      inputs[2 * i] = CORNERS[targets[i]][0] + 0.3f * (float) (random.nextDouble() - 0.5);
      inputs[2 * i + 1] = CORNERS[targets[i]][1] + 0.3f * (float) (random.nextDouble() - 0.5);
      keys.add("point-" + epoch + "-" + step + "-" + i);
    }
    return PixelBatch.of(inputs, new Shape(count, 2, 1, 1), Layout.NCHW, targets, keys);
  }
}
