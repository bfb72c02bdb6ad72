package dev.kindling.train.engine.onednn;

import org.bytedeco.javacpp.Pointer;

/** Fills a tensor with zeros. */
final class Zeros implements Step {
  private final Tensor tensor;
  private final long bytes;

  Zeros(Tensor tensor) {
    this.tensor = tensor;
    this.bytes = tensor.desc().get_size();
  }

  @Override
  public String name() {
    return "zeros";
  }

  @Override
  public void bind() {}

  @Override
  public void run() {
    Pointer.memset(tensor.region().address(), 0, bytes);
  }
}
