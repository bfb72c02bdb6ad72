package dev.kindling.datablock.batch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/** Images as a model takes them: float32 inputs and targets. */
public final class PixelBatch implements Batch {
  private final float[] inputs;
  private final Shape shape;
  private final Layout layout;
  private final int[] targets;
  private final List<String> keys;
  private final Optional<SecondTargets> secondTargets;

  private PixelBatch(
      float[] inputs,
      Shape shape,
      Layout layout,
      int[] targets,
      List<String> keys,
      Optional<SecondTargets> secondTargets) {
    this.inputs = inputs;
    this.shape = shape;
    this.layout = layout;
    this.targets = targets;
    this.keys = keys;
    this.secondTargets = secondTargets;
  }

  /**
   * Takes ownership of the arrays.
   *
   * @throws IllegalArgumentException if lengths and shape do not agree
   */
  public static PixelBatch of(
      float[] inputs, Shape shape, Layout layout, int[] targets, List<String> keys) {
    requireNonNull(layout, "layout");
    if (inputs.length != shape.size()
        || !TargetCode.fits(targets.length, shape.count())
        || keys.size() != shape.count()) {
      throw new IllegalArgumentException(
          "PixelBatch of %s needs %d inputs and %d targets and keys, got %d, %d and %d"
              .formatted(
                  shape, shape.size(), shape.count(), inputs.length, targets.length, keys.size()));
    }
    return new PixelBatch(inputs, shape, layout, targets, List.copyOf(keys), Optional.empty());
  }

  /**
   * This batch after its images were mixed with one another. Takes ownership of the arrays.
   *
   * @param mixed the new inputs, as many as now
   * @param targets of what each image was mixed with
   * @param shares how much each image's own target counts, in [0, 1]; the other counts the rest
   * @throws IllegalArgumentException if a length is another than this batch's
   */
  public PixelBatch mixed(float[] mixed, int[] targets, float[] shares) {
    if (mixed.length != inputs.length
        || targets.length != this.targets.length
        || shares.length != count()) {
      throw new IllegalArgumentException(
          "Mixed batch of %s needs %d inputs and %d targets and shares, got %d, %d and %d"
              .formatted(
                  shape, shape.size(), count(), mixed.length, targets.length, shares.length));
    }
    return new PixelBatch(
        mixed, shape, layout, this.targets, keys, Optional.of(new SecondTargets(targets, shares)));
  }

  /** The live array of inputs, normalised, in {@link #layout()}. */
  public float[] inputs() {
    return inputs;
  }

  /** Extent of the inputs. */
  public Shape shape() {
    return shape;
  }

  /** How the inputs lie in memory. */
  public Layout layout() {
    return layout;
  }

  @Override
  public int[] targets() {
    return targets;
  }

  @Override
  public Optional<SecondTargets> secondTargets() {
    return secondTargets;
  }

  @Override
  public List<String> keys() {
    return keys;
  }

  @Override
  public int count() {
    return shape.count();
  }
}
