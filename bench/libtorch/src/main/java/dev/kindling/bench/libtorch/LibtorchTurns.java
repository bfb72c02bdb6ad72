package dev.kindling.bench.libtorch;

import dev.kindling.bench.turns.Turns;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * libtorch as a contestant. Arguments: model, batch, size, work, {@code fp32} or {@code bf16},
 * channels {@code first} or {@code last}, and maybe {@code folded}: batch norms as a part of the
 * convolutions, for forward passes.
 */
final class LibtorchTurns {
  private static final int CLASSES = 10;

  private LibtorchTurns() {}

  public static void main(String[] arguments) {
    torch.manual_seed(1);
    MemoryFormat format =
        arguments[5].equals("last") ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous;
    Arithmetic arithmetic = arguments[4].equals("bf16") ? Arithmetic.BF16 : Arithmetic.FP32;
    boolean trains = arguments[3].equals("train");
    Weights weights =
        new Weights(format, trains ? Arithmetic.FP32 : arithmetic, arguments.length > 6);
    XResNet model = new XResNet(arguments[0], CLASSES, weights, arithmetic);
    long count = Long.parseLong(arguments[1]);
    long size = Long.parseLong(arguments[2]);
    Tensor images = torch.randn(count, 3, size, size).contiguous(format);
    Tensor targets = torch.arange(new Scalar(count)).to(ScalarType.Long);
    targets = targets.remainder(new Scalar(CLASSES));
    Turns.serve(
        weights.count(),
        trains
            ? training(model, weights.learned(), images, targets)
            : () -> forward(model, images));
  }

  private static Runnable training(
      XResNet model, TensorVector learned, Tensor images, Tensor targets) {
    SGDOptions options = new SGDOptions(0.01);
    options.momentum().put(0.9);
    SGD optimizer = new SGD(learned, options);
    return () -> {
      try (PointerScope scope = new PointerScope()) {
        optimizer.zero_grad(true);
        Tensor loss = torch.cross_entropy_loss(model.forward(images, true), targets);
        loss.backward();
        optimizer.step();
      }
    };
  }

  private static void forward(XResNet model, Tensor images) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      model.forward(images, false);
    }
  }
}
