package dev.kindling.augment;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.datablock.image.Image;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Brings decoded images to what a model takes: transforms drawn for each image, one resize to a
 * square, normalised float32. Immutable; what an image becomes depends on (seed, key, epoch) alone,
 * not on the batch it comes in.
 *
 * @param transforms drawn in this order
 * @param size rows and columns of the output, in pixels
 * @param normalize what is done to each channel
 */
public record Augmentation(List<BatchTransform> transforms, int size, Normalize normalize)
    implements Serializable {
  private static final Backend BACKEND = new JavaBackend();

  public Augmentation {
    transforms = List.copyOf(transforms);
    requireNonNull(normalize, "normalize");
    if (size < 1) {
      throw new IllegalArgumentException("Augmentation size must be at least 1, got " + size);
    }
  }

  /** The whole image, squashed to a square. */
  public static Augmentation resize(int size, Normalize normalize) {
    return new Augmentation(List.of(), size, normalize);
  }

  /** The name of the backend that applies it. */
  public static String backend() {
    return BACKEND.name();
  }

  /**
   * Draws and applies.
   *
   * @param seed the run's seed
   * @param epoch a new one gives new draws
   * @return float32 NCHW {@code [count, 3, size, size]}
   */
  public Batch apply(ImageBatch batch, Seed seed, long epoch) {
    Seed draws = seed.derive("augment");
    List<ItemPlan> plans = new ArrayList<>(batch.count());
    for (int i = 0; i < batch.count(); i++) {
      plans.add(plan(batch.images().get(i), draws.random(batch.keys().get(i), epoch)));
    }
    return Batch.of(
        BACKEND.apply(batch.images(), plans, size, normalize),
        new Shape(batch.count(), Image.CHANNELS, size, size),
        Layout.NCHW,
        batch.targets().stream().mapToInt(Integer::intValue).toArray(),
        batch.keys());
  }

  private ItemPlan plan(Image image, RandomGenerator random) {
    ItemPlan plan = ItemPlan.whole(image);
    for (BatchTransform transform : transforms) {
      plan = transform.draw(plan, random);
    }
    return plan;
  }
}
