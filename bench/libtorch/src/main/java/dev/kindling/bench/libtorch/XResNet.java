package dev.kindling.bench.libtorch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The networks of {@code dev.kindling.train.model.XResNet}, layer by layer the same. */
final class XResNet {
  private static final int[] WIDTHS = {64, 128, 256, 512};
  private static final int STEM = 32;

  private final Arithmetic arithmetic;
  private final List<Unit> stem;
  private final List<Block> blocks = new ArrayList<>();
  private final Tensor head;
  private final Tensor bias;

  /**
   * A network for RGB images.
   *
   * @param name {@code xresnet18} or {@code xresnet50}
   */
  XResNet(String name, int classes, Weights weights, Arithmetic arithmetic) {
    boolean deep = name.equals("xresnet50");
    if (!deep && !name.equals("xresnet18")) {
      throw new IllegalArgumentException("No such network on libtorch: " + name);
    }
    int expansion = deep ? 4 : 1;
    int[] depths = deep ? new int[] {3, 4, 6, 3} : new int[] {2, 2, 2, 2};
    this.arithmetic = arithmetic;
    stem =
        List.of(
            new Unit(weights, arithmetic, 3, STEM, 3, 2),
            new Unit(weights, arithmetic, STEM, WIDTHS[0], 3, 1),
            new Unit(weights, arithmetic, WIDTHS[0], WIDTHS[0], 3, 1));
    int channels = WIDTHS[0];
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      for (int block = 0; block < depths[stage]; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        blocks.add(new Block(weights, arithmetic, channels, WIDTHS[stage], expansion, stride));
        channels = WIDTHS[stage] * expansion;
      }
    }
    head = weights.drawn(classes, channels);
    bias = weights.filled(0, classes);
  }

  /** Logits, float32. */
  Tensor forward(Tensor images, boolean training) {
    Tensor x = arithmetic.of(images);
    for (Unit unit : stem) {
      x = unit.rectified(x, training);
    }
    long[] two = {2, 2};
    long[] one = {1, 1};
    x = torch.max_pool2d(x, new long[] {3, 3}, two, one, one, false);
    for (Block block : blocks) {
      x = block.apply(x, training);
    }
    x = torch.adaptive_avg_pool2d(x, 1, 1).flatten(1, -1);
    Tensor logits = torch.linear(x, arithmetic.of(head), new TensorOptional(arithmetic.of(bias)));
    return logits.to(ScalarType.Float);
  }
}
