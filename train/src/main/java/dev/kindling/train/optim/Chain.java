package dev.kindling.train.optim;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.optim.Hypers.Hyper;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * An optimizer as a list of links, applied in order to each block of the parameters. Works element
 * by element, so the result does not depend on the blocks.
 *
 * @param groups which parameters take which rate
 * @param vectors names of what is remembered
 * @param links what is done to a block
 */
record Chain(ParameterGroups groups, List<String> vectors, List<Link> links) {
  OptimizerState start(ParameterLayout layout) {
    return new OptimizerState(vectors, new float[vectors.size()][layout.size()], 0);
  }

  void step(
      ParameterLayout layout,
      FloatBuffer parameters,
      FloatBuffer gradient,
      OptimizerState state,
      Hypers hypers) {
    requireFitting(layout, state);
    int[] group = groups.partition(layout);
    List<Hyper> hyperOf = hypers.forGroups(groups.count());
    Block block = new Block(state);
    for (int s = 0; s < group.length; s++) {
      Span span = layout.spans().get(s);
      boolean learned = group[s] >= 0;
      Hyper hyper = learned ? hyperOf.get(group[s]) : new Hyper(1, 0);
      for (int offset = span.offset(); offset < span.end(); offset += Block.SIZE) {
        int length = Math.min(Block.SIZE, span.end() - offset);
        block.load(parameters, gradient, offset, length, hyper);
        if (learned) {
          links.forEach(link -> link.apply(block));
        } else {
          new Link.DownGradient().apply(block);
        }
        block.storeState();
        if (hyper.rate() > 0) {
          block.storeParameters(parameters);
        }
      }
    }
    state.countStep();
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
