package dev.kindling.train.engine.onednn;

import java.util.List;

/** A node of a network, ready to write its steps on a plan's tape. Immutable. */
interface Stage {
  /** Writes the forward steps on the tape. */
  Forward forward(Tape tape, List<Tensor> inputs);

  /**
   * A stage after its forward steps were written.
   *
   * @param result what it computes; nobody writes to it again
   * @param backward what writes its backward steps
   */
  record Forward(Tensor result, Backward backward) {}

  /** The backward half of a stage; remembers the tensors of its forward half that it needs. */
  interface Backward {
    /**
     * Writes the backward steps on the same tape.
     *
     * @param gradient of the loss by the result; must not be written to
     * @param gradients takes the gradients by the inputs
     */
    void write(Tensor gradient, Gradients gradients);
  }
}
