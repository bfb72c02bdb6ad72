package dev.kindling.train.engine.onednn;

import java.nio.FloatBuffer;

/**
 * Writes how far the running statistics go towards the batch's: what the optimizer will subtract
 * from them.
 */
final class RunningStatistics implements Step {
  private final Tensor running;
  private final Tensor batch;
  private final Tensor gradient;
  private final float share;
  private FloatBuffer from = FloatBuffer.allocate(0);
  private FloatBuffer towards = from;
  private FloatBuffer into = from;

  /**
   * All are vectors of one length.
   *
   * @param share of the way, 1 - decay
   */
  RunningStatistics(Tensor running, Tensor batch, Tensor gradient, float share) {
    this.running = running;
    this.batch = batch;
    this.gradient = gradient;
    this.share = share;
  }

  @Override
  public String name() {
    return "running statistics";
  }

  @Override
  public void bind() {
    from = running.floats();
    towards = batch.floats();
    into = gradient.floats();
  }

  @Override
  public void run() {
    for (int channel = 0; channel < from.capacity(); channel++) {
      into.put(channel, share * (from.get(channel) - towards.get(channel)));
    }
  }
}
