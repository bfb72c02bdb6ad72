package dev.kindling.train.engine.onednn;

import java.util.List;
import org.bytedeco.dnnl.stream;

/**
 * Steps whose memory is laid out. Running allocates nothing.
 *
 * @param steps in the order in which they run
 * @param arena the memory of their tensors
 */
record Program(List<Step> steps, Arena arena, stream stream) implements AutoCloseable {
  /** Runs the steps from one, inclusive, to another, exclusive. */
  void run(int from, int to) {
    for (int i = from; i < to; i++) {
      steps.get(i).run();
    }
  }

  @Override
  public void close() {
    for (Step step : steps) {
      if (step instanceof Call call) {
        call.close();
      }
    }
    stream.deallocate();
    arena.close();
  }
}
