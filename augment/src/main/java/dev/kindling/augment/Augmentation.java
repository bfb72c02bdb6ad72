package dev.kindling.augment;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.datablock.image.Image;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Brings decoded images to what a model takes: transforms drawn for each image, one interpolation
 * to a square, normalised float32, and mixed with one another if asked for. Immutable.
 *
 * <p>What an image becomes depends on (seed, key, epoch) alone, not on the batch it comes in; who
 * it is mixed with depends on the batch too.
 *
 * @param transforms drawn in this order
 * @param mixes of which each batch draws one; none to keep images apart
 * @param size rows and columns of the output, in pixels
 * @param normalize what is done to each channel
 * @param sampling how source pixels become output pixels
 * @param layout how the output lies in memory
 * @param backend what does it
 */
public record Augmentation(
    List<BatchTransform> transforms,
    List<BatchMix> mixes,
    int size,
    Normalize normalize,
    Sampling sampling,
    Layout layout,
    BackendChoice backend)
    implements Serializable {
  public Augmentation {
    transforms = List.copyOf(transforms);
    mixes = List.copyOf(mixes);
    requireNonNull(normalize, "normalize");
    requireNonNull(sampling, "sampling");
    requireNonNull(layout, "layout");
    requireNonNull(backend, "backend");
    if (size < 1) {
      throw new IllegalArgumentException("Augmentation size must be at least 1, got " + size);
    }
  }

  /** Transforms without mixing, with the usual sampling, NCHW, on any backend. */
  public static Augmentation of(List<BatchTransform> transforms, int size, Normalize normalize) {
    return new Augmentation(
        transforms, List.of(), size, normalize, Sampling.DEFAULT, Layout.NCHW, BackendChoice.AUTO);
  }

  /** The whole image, squashed to a square. */
  public static Augmentation resize(int size, Normalize normalize) {
    return of(List.of(), size, normalize);
  }

  /** This, with images mixed in one of these ways. */
  public Augmentation mixing(List<BatchMix> ways) {
    return new Augmentation(transforms, ways, size, normalize, sampling, layout, backend);
  }

  /** This, with another sampling. */
  public Augmentation sampling(Sampling other) {
    return new Augmentation(transforms, mixes, size, normalize, other, layout, backend);
  }

  /** This, with another layout. */
  public Augmentation layout(Layout other) {
    return new Augmentation(transforms, mixes, size, normalize, sampling, other, backend);
  }

  /** This, on another backend. */
  public Augmentation on(BackendChoice choice) {
    return new Augmentation(transforms, mixes, size, normalize, sampling, layout, choice);
  }

  /**
   * Draws and applies.
   *
   * @param seed the run's seed
   * @param epoch a new one gives new draws
   * @return float32 {@code [count, 3, size, size]} in the layout asked for
   * @throws dev.kindling.augment.kernel.DeviceFailure if the device asked for is not here, or fails
   *     and nothing stands in for it
   */
  public PixelBatch apply(ImageBatch batch, Seed seed, long epoch) {
    return apply(batch, seed, epoch, new BackendUse.Meter());
  }

  /** As {@link #apply(ImageBatch, Seed, long)}, and counts the batch. */
  public PixelBatch apply(ImageBatch batch, Seed seed, long epoch, BackendUse.Meter meter) {
    List<ItemPlan> plans = new ArrayList<>(batch.count());
    for (int i = 0; i < batch.count(); i++) {
      plans.add(plan(batch.images().get(i), batch.keys().get(i), seed, epoch));
    }
    Backend backend = Backends.of(this.backend);
    Output output = new Output(size, layout, sampling, normalize);
    PixelBatch whole =
        PixelBatch.of(
            backend.warp(batch.images(), plans, output, meter),
            new Shape(batch.count(), Image.CHANNELS, size, size),
            layout,
            batch.targets().stream().mapToInt(Integer::intValue).toArray(),
            batch.keys());
    return mixes.isEmpty()
        ? whole
        : Mixing.draw(mixes, whole, seed, epoch).apply(backend, output, meter);
  }

  /** What is drawn for one image, a function of its size and (seed, key, epoch). */
  public ItemPlan plan(Image image, String key, Seed seed, long epoch) {
    RandomGenerator random = seed.derive("augment").random(key, epoch);
    ItemPlan plan = ItemPlan.whole(image);
    for (BatchTransform transform : transforms) {
      plan = transform.draw(plan, random);
    }
    return plan;
  }
}
