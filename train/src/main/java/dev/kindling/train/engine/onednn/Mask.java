package dev.kindling.train.engine.onednn;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/**
 * Fills a float32 tensor with 1 / kept where an element stays and 0 where it goes, item by item;
 * every order of elements used here has the items slowest.
 */
final class Mask implements Step {
  private final String layer;
  private final double kept;
  private final Draws draws;
  private final Tensor mask;
  private final int items;
  private FloatBuffer values = FloatBuffer.allocate(0);

  /**
   * A mask that is drawn anew in each forward.
   *
   * @param kept probability that an element stays, in (0, 1]
   */
  Mask(String layer, double kept, Draws draws, Tensor mask) {
    this.layer = layer;
    this.kept = kept;
    this.draws = draws;
    this.mask = mask;
    this.items = Math.toIntExact(mask.dims()[0]);
  }

  @Override
  public String name() {
    return layer + " mask";
  }

  @Override
  public void bind() {
    values = mask.floats();
  }

  @Override
  public void run() {
    int size = values.capacity() / items;
    float scale = (float) (1 / kept);
    for (int item = 0; item < items; item++) {
      RandomGenerator random = draws.of(layer, item);
      for (int i = item * size; i < (item + 1) * size; i++) {
        values.put(i, random.nextFloat() < kept ? scale : 0);
      }
    }
  }
}
