package dev.kindling.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.callback.Callback;
import dev.kindling.train.callback.TrainingState;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TimeSpentTest {
  private static final long MILLION = 1_000_000;
  private static final int STEPS = 4;

  @Test
  void whatTakesLongIsFoundWhereItIs() {
    TimeSpent spent = run(new Late(ToyBatches.of(STEPS)), new Slow(5), 3);

    assertThat(spent.input()).as("input").isGreaterThanOrEqualTo(2 * MILLION * STEPS);
    assertThat(spent.engine()).as("engine").isGreaterThanOrEqualTo(3 * MILLION * STEPS);
    assertThat(spent.other()).as("callback").isGreaterThanOrEqualTo(5 * MILLION * STEPS);
    assertThat(spent.loss()).as("loss").isPositive();
    assertThat(spent.optimizer()).as("optimizer").isPositive();
  }

  @Test
  void thePartsAddUpToTheWholeOfTheLoop() {
    long start = System.nanoTime();
    TimeSpent spent = run(ToyBatches.of(STEPS), new Slow(1), 1);

    assertThat(spent.total())
        .isEqualTo(
            spent.input() + spent.engine() + spent.loss() + spent.optimizer() + spent.other())
        .isGreaterThanOrEqualTo(2 * MILLION * STEPS)
        .isLessThanOrEqualTo(System.nanoTime() - start);
    assertThat(spent.other()).isNotNegative();
    assertThat(spent.plus(TimeSpent.NONE)).isEqualTo(spent);
    assertThat(spent.plus(spent).total()).isEqualTo(2 * spent.total());
  }

  private static TimeSpent run(BatchSource source, Callback callback, int engineMilliseconds) {
    Recipe recipe = Fit.recipe(1, callback);
    SlowEngine engine = new SlowEngine(ToyBatches.model(), engineMilliseconds);
    TrainingLoop loop = new TrainingLoop(recipe, engine, recipe.optimizer().start(engine.layout()));
    loop.train(source, Stretch.epoch(0, STEPS));
    return loop.spent();
  }

  private static void rest(int milliseconds) {
    long end = System.nanoTime() + milliseconds * MILLION;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private record Slow(int milliseconds) implements Callback {
    @Override
    public void afterLoss(TrainingState state) {
      rest(milliseconds);
    }
  }

  /** Batches that take two milliseconds each. */
  private record Late(BatchSource source) implements BatchSource {
    @Override
    public int steps() {
      return source.steps();
    }

    @Override
    public Batch batch(int epoch, int step) {
      rest(2);
      return source.batch(epoch, step);
    }
  }
}
