package dev.kindling.train.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step is one pass over the flat vectors: whatever its blocks and threads, the same bits. */
class OnePassTest {
  private static final int[] LENGTHS = {300_001, 7, 1024, 1, 150_000, 65_537, 2049};
  private static final ParameterLayout LAYOUT = layout();
  private static final int STEPS = 3;

  private static List<Chain> chains() {
    ParameterGroups groups = ParameterGroups.startingAt(List.of("layer4"));
    return List.of(
        new Chain(
            groups,
            List.of(),
            List.of(new Link.Shrink(0.1), new Link.L2(0.2), new Link.DownGradient())),
        new Chain(
            groups,
            List.of(Link.AVERAGE),
            List.of(
                new Link.L2(0.2), new Link.Sum(), new Link.DownAverage(), new Link.Shrink(0.1))),
        new Chain(
            groups,
            List.of(Link.AVERAGE, Link.SQUARE),
            List.of(
                new Link.Average(),
                new Link.Square(0.99),
                new Link.DownAdam(0.99, 1e-6),
                new Link.Shrink(0.1))));
  }

  @ParameterizedTest
  @MethodSource("chains")
  void anyNumberOfThreadsGivesTheSameBits(Chain chain) {
    Result one = run(chain, 1);

    for (int threads : new int[] {2, 3, 7}) {
      Result several = run(chain, threads);
      assertThat(several.parameters).isEqualTo(one.parameters);
      assertThat(several.state.vectors()).isDeepEqualTo(one.state.vectors());
      assertThat(several.state.steps()).isEqualTo(STEPS);
    }
  }

  @Test
  void momentumIsWhatTheFormulaSaysElementByElement() {
    Chain chain = chains().get(1);
    float[] expected = noise("parameters");
    float[] sum = new float[LAYOUT.size()];
    for (int step = 0; step < STEPS; step++) {
      float[] gradient = noise("gradient-" + step);
      for (int i = 0; i < expected.length; i++) {
        if (i >= LAYOUT.spans().get(1).offset() && i < LAYOUT.spans().get(1).end()) {
          expected[i] -= gradient[i]; // a running mean
          continue;
        }
        float rate = i < LAYOUT.spans().get(4).offset() ? 0.01f : 0.02f;
        gradient[i] += 0.2f * expected[i];
        sum[i] = 0.9f * sum[i] + gradient[i];
        expected[i] -= rate * sum[i];
        expected[i] *= rate == 0.01f ? (float) (1 - 0.01 * 0.1) : (float) (1 - 0.02 * 0.1);
      }
    }

    assertThat(run(chain, 3).parameters).isEqualTo(expected);
  }

  @Test
  void blocksAreMadeOnceAndKept() {
    OptimizerState state = chains().get(1).start(LAYOUT);
    List<Block> first = List.copyOf(state.blocks(2));

    assertThat(state.blocks(2)).isEqualTo(first);
    assertThat(state.blocks(3)).hasSize(3).startsWith(first.get(0), first.get(1));
  }

  @Test
  void aStepAllocatesNoArrays() {
    Chain chain = chains().get(2);
    FloatBuffer parameters = Vectors.buffer(noise("parameters"));
    FloatBuffer gradient = Vectors.buffer(noise("gradient"));
    OptimizerState state = chain.start(LAYOUT);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Hypers hypers = Hypers.of(0.01, 0.9);
    chain.step(LAYOUT, parameters, gradient, state, hypers, 1);

    long before = thread.getCurrentThreadAllocatedBytes();
    chain.step(LAYOUT, parameters, gradient, state, hypers, 1);

    long block = (long) Float.BYTES * Block.SIZE;
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(block);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", " 2 ", "2,1"})
  void threadsAreThoseOfOpenMp(String setting) {
    assertThat(OmpThreads.count(setting, 8)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "many"})
  void withoutASettingTheyAreTheProcessors(String setting) {
    assertThat(OmpThreads.count(setting, 8)).isEqualTo(8);
  }

  private record Result(float[] parameters, OptimizerState state) {}

  private static Result run(Chain chain, int threads) {
    FloatBuffer parameters = Vectors.buffer(noise("parameters"));
    OptimizerState state = chain.start(LAYOUT);
    Hypers hypers = new Hypers(List.of(new Hypers.Hyper(0.01, 0.9), new Hypers.Hyper(0.02, 0.9)));
    for (int step = 0; step < STEPS; step++) {
      FloatBuffer gradient = Vectors.buffer(noise("gradient-" + step));
      chain.step(LAYOUT, parameters, gradient, state, hypers, threads);
    }
    return new Result(Vectors.values(parameters), state);
  }

  private static ParameterLayout layout() {
    List<ParameterLayout.Span> spans = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < LENGTHS.length; i++) {
      Kind kind = i == 1 ? Kind.RUNNING_MEAN : Kind.WEIGHT;
      spans.add(Vectors.span("layer" + i, kind, offset, LENGTHS[i]));
      offset += LENGTHS[i];
    }
    return new ParameterLayout(spans);
  }

  private static float[] noise(String name) {
    RandomGenerator random = new Seed(5).random(name, 0);
    float[] values = new float[LAYOUT.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble() - 0.5f;
    }
    return values;
  }
}
