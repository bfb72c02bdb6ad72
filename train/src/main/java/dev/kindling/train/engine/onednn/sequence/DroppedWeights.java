package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.text.DropoutMasks;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * A layer's hidden-to-hidden matrix as a step sees it: with the weights that are dropped left out.
 * The gradient goes through the same mask, so that the optimizer holds the raw weights.
 */
final class DroppedWeights implements AutoCloseable {
  private final int layer;
  private final int rows;
  private final int columns;
  private final int offset;
  private final FloatBuffer raw;
  private final FloatBuffer gradient;
  private final View whole;
  private Optional<View> dropped = Optional.empty();
  private Optional<DropoutMasks> masks = Optional.empty();

  /** The matrix in a slab, as the step forward reads it and as the step backward does. */
  private record View(Slab slab, Operand forward, Operand backward) {}

  DroppedWeights(FlatVectors vectors, int layer, Span weights) {
    this.layer = layer;
    this.rows = weights.shape().get(0);
    this.columns = weights.shape().get(1);
    this.offset = weights.offset();
    this.raw = vectors.parameterFloats();
    this.gradient = vectors.gradientFloats();
    this.whole = view(vectors.parameters(), offset);
  }

  private View view(Slab slab, long at) {
    return new View(
        slab,
        slab.operand(at, Descriptions.transposed(Descriptions.FLOAT, columns, rows)),
        slab.matrix(at, rows, columns));
  }

  /** Begins a step. */
  void begin(Optional<DropoutMasks> draws) {
    masks = draws.filter(drawn -> drawn.dropouts().weight() > 0);
    masks.ifPresent(this::drop);
  }

  private void drop(DropoutMasks drawn) {
    if (dropped.isEmpty()) {
      dropped = Optional.of(view(Slab.of(Descriptions.FLOAT, (long) rows * columns), 0));
    }
    FloatBuffer target = dropped.get().slab().floats();
    Shares.of(
        rows,
        (from, to) -> {
          float[] mask = new float[columns];
          float[] weights = new float[columns];
          for (int row = from; row < to; row++) {
            drawn.weight(layer, row, mask, 0, columns);
            raw.get(offset + row * columns, weights);
            Vectors.multiply(weights, mask);
            target.put(row * columns, weights);
          }
        });
  }

  /** {@code [out, 4 * out]}, for {@code h x RW}. */
  Operand forward() {
    return view().forward();
  }

  /** {@code [4 * out, out]}, for the gradient by h. */
  Operand backward() {
    return view().backward();
  }

  private View view() {
    return masks.isPresent() ? dropped.orElseThrow() : whole;
  }

  /** Ends a step: the gradient of what was dropped is 0. */
  void end() {
    masks.ifPresent(this::dropGradient);
  }

  private void dropGradient(DropoutMasks drawn) {
    Shares.of(
        rows,
        (from, to) -> {
          float[] mask = new float[columns];
          float[] slopes = new float[columns];
          for (int row = from; row < to; row++) {
            drawn.weight(layer, row, mask, 0, columns);
            gradient.get(offset + row * columns, slopes);
            Vectors.multiply(slopes, mask);
            gradient.put(offset + row * columns, slopes);
          }
        });
  }

  @Override
  public void close() {
    dropped.ifPresent(view -> view.slab().close());
    dropped = Optional.empty();
  }
}
