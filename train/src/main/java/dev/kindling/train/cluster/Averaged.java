package dev.kindling.train.cluster;

import dev.kindling.train.loop.Recipe;
import dev.kindling.train.loop.Stretch;
import dev.kindling.train.optim.Hypers;
import dev.kindling.train.optim.OptimizerState;
import dev.kindling.train.optim.ParameterGroups;
import dev.kindling.train.precision.LossScale;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What the driver makes of a round.
 *
 * @param state the next one
 * @param squaredLength of the workers' mean change, over what is learned
 */
record Averaged(ModelState state, double squaredLength) {
  /**
   * Makes it.
   *
   * @param recipe of the fit
   * @param format of what the workers sent
   * @param outer what is made of their mean
   */
  record Maker(Recipe recipe, SliceFormat format, OuterOptimizer outer) {
    /** The workers' mean after the outer optimizer; the same state if no worker sent anything. */
    Averaged of(ModelState state, Gathered gathered, LossScale lossScale, Stretch stretch) {
      if (gathered.slices().isEmpty()) {
        return new Averaged(state.with(lossScale), 0);
      }
      float[][] vectors = new float[state.vectors().length][];
      Arrays.setAll(vectors, v -> new float[format.layout().size()]);
      double squaredLength = join(gathered, state.parameters(), vectors);
      float[] memory = state.outerMemory().clone();
      outer.step(format.layout(), state.parameters(), vectors[0], memory, innerRates(stretch));
      OptimizerState optimizer =
          new OptimizerState(
              state.optimizer().names(),
              Arrays.copyOfRange(vectors, 1, vectors.length),
              gathered.steps());
      return new Averaged(
          ModelState.of(vectors[0], optimizer, lossScale)
              .with(state.recurrent())
              .withOuterMemory(memory),
          squaredLength);
    }

    /**
     * Puts the slices together, by all cores of the driver.
     *
     * @param before the parameters that the round began with
     * @param vectors filled with the mean of what the workers came to
     * @return the squared length of their mean change, over what is learned
     */
    private double join(Gathered gathered, float[] before, float[][] vectors) {
      Slices cut = format.slices();
      if (gathered.slices().size() != cut.count()) {
        throw new IllegalStateException(
            "A round must give %d slices, got %d".formatted(cut.count(), gathered.slices().size()));
      }
      double[] squares =
          gathered.means().mapToDouble(mean -> join(mean, before, vectors)).toArray();
      return Arrays.stream(squares).sum();
    }

    private double join(SliceMean mean, float[] before, float[][] vectors) {
      int vector = format.slices().vector(mean.slice());
      int from = format.slices().from(mean.slice());
      FloatBuffer target = FloatBuffer.wrap(vectors[vector]).position(from);
      double square = 0;
      for (int count = mean.next(target); count > 0; count = mean.next(target)) {
        if (vector == 0) {
          int end = target.position();
          if (format.compresses()) {
            add(before, vectors[0], end - count, end);
          }
          square += SquaredLength.between(format.layout(), vectors[0], before, 0, end - count, end);
        }
      }
      return square;
    }

    /** Turns a change into what it leads to. */
    private static void add(float[] before, float[] change, int from, int to) {
      for (int i = from; i < to; i++) {
        change[i] = (float) ((double) before[i] + change[i]);
      }
    }

    /** The workers' learning rate at the first step, for each span of the layout. */
    private double[] innerRates(Stretch stretch) {
      ParameterGroups groups = recipe.optimizer().groups();
      List<Hypers.Hyper> hypers =
          recipe
              .schedule()
              .at(stretch.position(stretch.from(), recipe.epochs()))
              .forGroups(groups.count());
      return Arrays.stream(groups.partition(format.layout()))
          .mapToDouble(group -> group < 0 ? 0 : hypers.get(group).rate())
          .toArray();
    }
  }
}
