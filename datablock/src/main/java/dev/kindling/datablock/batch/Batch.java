package dev.kindling.datablock.batch;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a model takes in one step: float32 inputs and category indices.
 *
 * <p>The batch owns its arrays: who makes one must not write to them afterwards, and readers must
 * not write to what the accessors hand out.
 */
public final class Batch {
  private final float[] inputs;
  private final Shape shape;
  private final Layout layout;
  private final int[] targets;
  private final List<String> keys;

  private Batch(float[] inputs, Shape shape, Layout layout, int[] targets, List<String> keys) {
    this.inputs = inputs;
    this.shape = shape;
    this.layout = layout;
    this.targets = targets;
    this.keys = keys;
  }

  /**
   * Takes ownership of the arrays.
   *
   * @throws IllegalArgumentException if lengths and shape do not agree
   */
  public static Batch of(
      float[] inputs, Shape shape, Layout layout, int[] targets, List<String> keys) {
    requireNonNull(layout, "layout");
    if (inputs.length != shape.size()
        || targets.length != shape.count()
        || keys.size() != shape.count()) {
      throw new IllegalArgumentException(
          "Batch of %s needs %d inputs and %d targets and keys, got %d, %d and %d"
              .formatted(
                  shape, shape.size(), shape.count(), inputs.length, targets.length, keys.size()));
    }
    return new Batch(inputs, shape, layout, targets, List.copyOf(keys));
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

  /** The live array of category indices, -1 where the label is not known. */
  public int[] targets() {
    return targets;
  }

  /** The items' keys, in batch order. */
  public List<String> keys() {
    return keys;
  }

  /** Number of items. */
  public int count() {
    return shape.count();
  }
}
