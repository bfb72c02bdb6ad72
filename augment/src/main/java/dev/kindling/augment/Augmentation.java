package dev.kindling.augment;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.EncodedBatch;
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
 * Brings images to what a model takes: transforms drawn for each image, one interpolation to a
 * square, normalised float32, and mixed with one another if asked for. Immutable.
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
    return apply(batch, plans, seed, epoch, meter);
  }

  /**
   * Applies what was drawn before.
   *
   * @param plans one for each image, in pixels of that image
   */
  public PixelBatch apply(
      ImageBatch batch, List<ItemPlan> plans, Seed seed, long epoch, BackendUse.Meter meter) {
    return apply(
        Sources.of(batch.images(), plans), batch.keys(), batch.targets(), seed, epoch, meter);
  }

  /**
   * Draws, decodes each image as far as its plan needs, and applies.
   *
   * @throws IllegalStateException if an image does not decode
   * @throws dev.kindling.augment.kernel.DeviceFailure as {@link #apply(ImageBatch, Seed, long)}
   */
  public PixelBatch apply(EncodedBatch batch, Seed seed, long epoch) {
    return apply(batch, seed, epoch, new BackendUse.Meter());
  }

  /** As {@link #apply(EncodedBatch, Seed, long)}, and counts the batch. */
  public PixelBatch apply(EncodedBatch batch, Seed seed, long epoch, BackendUse.Meter meter) {
    Sources sources = new EncodedSources(batch, this, seed, epoch);
    return apply(sources, batch.keys(), batch.targets(), seed, epoch, meter);
  }

  private PixelBatch apply(
      Sources sources,
      List<String> keys,
      List<Integer> targets,
      Seed seed,
      long epoch,
      BackendUse.Meter meter) {
    Backend backend = Backends.of(this.backend);
    Output output = new Output(size, layout, sampling, normalize);
    PixelBatch whole =
        PixelBatch.of(
            backend.warp(sources, output, meter),
            new Shape(sources.count(), Image.CHANNELS, size, size),
            layout,
            targets.stream().mapToInt(Integer::intValue).toArray(),
            keys);
    return mixes.isEmpty()
        ? whole
        : Mixing.draw(mixes, whole, seed, epoch).apply(backend, output, meter);
  }

  /** What is drawn for one image, a function of its size and (seed, key, epoch). */
  public ItemPlan plan(Image image, String key, Seed seed, long epoch) {
    return plan(image.width(), image.height(), key, seed, epoch);
  }

  /**
   * What is drawn for one image that need not be decoded yet.
   *
   * @param width of the upright picture at its full size, in pixels
   * @param height of the same
   */
  public ItemPlan plan(int width, int height, String key, Seed seed, long epoch) {
    RandomGenerator random = seed.derive("augment").random(key, epoch);
    ItemPlan plan = ItemPlan.whole(width, height);
    for (BatchTransform transform : transforms) {
      plan = transform.draw(plan, random);
    }
    return plan;
  }

  /**
   * How far a picture may be reduced while it is decoded, so that no output pixel shows less than a
   * pixel of the reduced picture.
   *
   * @param plan in pixels of the full picture
   * @return 1, 2, 4 or 8
   */
  public int reduction(ItemPlan plan) {
    return Reduction.of(plan, size);
  }
}
