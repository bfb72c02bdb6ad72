package dev.kindling.train.optim;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.optim.Hypers.Hyper;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * An optimizer as a list of links, applied in order to each block of the parameters: one pass over
 * the flat vectors, from their start to their end. Works element by element, so the result depends
 * neither on the blocks nor on the threads.
 *
 * @param groups which parameters take which rate
 * @param vectors names of what is remembered
 * @param links what is done to a block
 */
record Chain(ParameterGroups groups, List<String> vectors, List<Link> links) {
  /** Elements that a thread takes at a time: some tens of microseconds of work. */
  private static final int CHUNK = 16 * Block.SIZE;

  private static final Link RUNNING = new Link.DownGradient();
  private static final Hyper AS_IT_IS = new Hyper(1, 0);

  OptimizerState start(ParameterLayout layout) {
    return new OptimizerState(vectors, new float[vectors.size()][layout.size()], 0);
  }

  void step(
      ParameterLayout layout,
      FloatBuffer parameters,
      FloatBuffer gradient,
      OptimizerState state,
      Hypers hypers) {
    step(layout, parameters, gradient, state, hypers, OmpThreads.count());
  }

  /** As above, on that many threads: this one, and others of the JVM's common pool. */
  void step(
      ParameterLayout layout,
      FloatBuffer parameters,
      FloatBuffer gradient,
      OptimizerState state,
      Hypers hypers,
      int threads) {
    requireFitting(layout, state);
    int runners = Math.max(1, Math.min(threads, layout.size() / CHUNK));
    List<Block> blocks = state.blocks(runners);
    Pass pass =
        new Pass(
            layout,
            groups.partition(layout),
            hypers.forGroups(groups.count()),
            parameters,
            gradient);
    if (runners == 1) {
      pass.run(blocks.get(0));
    } else {
      IntStream.range(0, runners).parallel().forEach(runner -> pass.run(blocks.get(runner)));
    }
    state.countStep();
  }

  /** One step over the parameters; threads that run it share the work. */
  private final class Pass {
    private final ParameterLayout layout;
    private final int[] group;
    private final List<Hyper> hypers;
    private final FloatBuffer parameters;
    private final FloatBuffer gradient;
    private final AtomicInteger next = new AtomicInteger();

    Pass(
        ParameterLayout layout,
        int[] group,
        List<Hyper> hypers,
        FloatBuffer parameters,
        FloatBuffer gradient) {
      this.layout = layout;
      this.group = group;
      this.hypers = hypers;
      this.parameters = parameters;
      this.gradient = gradient;
    }

    /** Takes chunks until none is left. */
    void run(Block block) {
      int size = layout.size();
      int chunks = (size + CHUNK - 1) / CHUNK;
      for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
        int from = chunk * CHUNK;
        over(from, Math.min(CHUNK, size - from) + from, block);
      }
    }

    /** The elements [from, to). */
    private void over(int from, int to, Block block) {
      for (int s = 0; s < group.length; s++) {
        Span span = layout.spans().get(s);
        int end = Math.min(to, span.end());
        for (int at = Math.max(from, span.offset()); at < end; at += Block.SIZE) {
          piece(at, Math.min(Block.SIZE, end - at), group[s], block);
        }
      }
    }

    private void piece(int offset, int length, int group, Block block) {
      boolean learned = group >= 0;
      Hyper hyper = learned ? hypers.get(group) : AS_IT_IS;
      block.load(parameters, gradient, offset, length, hyper);
      if (learned) {
        for (Link link : links) {
          link.apply(block);
        }
      } else {
        RUNNING.apply(block);
      }
      block.storeState();
      if (hyper.rate() > 0) {
        block.storeParameters(parameters);
      }
    }
  }

  private void requireFitting(ParameterLayout layout, OptimizerState state) {
    boolean sizes = true;
    for (float[] vector : state.vectors()) {
      sizes &= vector.length == layout.size();
    }
    if (!sizes || !state.names().equals(vectors)) {
      throw new IllegalArgumentException(
          "Optimizer needs a state of vectors %s, each of length %d, got %s; start a new state"
              .formatted(vectors, layout.size(), state));
    }
  }
}
