package dev.kindling.bench.libtorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A residual block, basic or bottleneck, with an average pool before the shortcut's projection. */
final class Block {
  private final List<Unit> path = new ArrayList<>();
  private final boolean pooled;
  private final Optional<Unit> projection;

  Block(Weights weights, Arithmetic arithmetic, int inputs, int width, int expansion, int stride) {
    int outputs = width * expansion;
    if (expansion == 1) {
      path.add(new Unit(weights, arithmetic, inputs, width, 3, stride));
      path.add(new Unit(weights, arithmetic, width, outputs, 3, 1));
    } else {
      path.add(new Unit(weights, arithmetic, inputs, width, 1, 1));
      path.add(new Unit(weights, arithmetic, width, width, 3, stride));
      path.add(new Unit(weights, arithmetic, width, outputs, 1, 1));
    }
    pooled = stride > 1;
    projection =
        inputs == outputs
            ? Optional.empty()
            : Optional.of(new Unit(weights, arithmetic, inputs, outputs, 1, 1));
  }

  Tensor apply(Tensor input, boolean training) {
    Tensor main = input;
    for (Unit unit : path.subList(0, path.size() - 1)) {
      main = unit.rectified(main, training);
    }
    main = path.get(path.size() - 1).apply(main, training);
    return main.add_(shortcut(input, training)).relu_();
  }

  private Tensor shortcut(Tensor input, boolean training) {
    Tensor narrowed = pooled ? ceilingAverage(input) : input;
    return projection.isPresent() ? projection.get().apply(narrowed, training) : narrowed;
  }

  private static Tensor ceilingAverage(Tensor input) {
    long[] two = {2, 2};
    return torch.avg_pool2d(input, two, two, new long[] {0, 0}, true, false, new LongOptional());
  }
}
