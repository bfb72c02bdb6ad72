package dev.kindling.train.engine.onednn;

import java.util.ArrayList;
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

  /** Runs all steps so many times and gives the mean time of each. */
  List<StepTime> times(int runs) {
    long[] nanoseconds = new long[steps.size()];
    for (int run = 0; run < runs; run++) {
      for (int i = 0; i < nanoseconds.length; i++) {
        long start = System.nanoTime();
        steps.get(i).run();
        nanoseconds[i] += System.nanoTime() - start;
      }
    }
    List<StepTime> times = new ArrayList<>();
    for (int i = 0; i < nanoseconds.length; i++) {
      Step step = steps.get(i);
      double mean = nanoseconds[i] / 1e6 / runs;
      times.add(new StepTime(step.name(), step.implementation(), mean));
    }
    return times;
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
