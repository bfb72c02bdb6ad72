package dev.kindling.bench.libtorch;

import dev.kindling.bench.turns.Turns;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * libtorch as a contestant with AWD-LSTM. Arguments: vocabulary, features of a token, hidden
 * features, layers, rows, steps, {@code fp32} or {@code bf16}, and whether oneDNN's {@code fused}
 * LSTM is used or its own {@code plain} one.
 */
final class LanguageTurns {
  private static final double RATE = 0.1;
  private static final double ALPHA = 2;
  private static final double BETA = 1;

  private LanguageTurns() {}

  public static void main(String[] arguments) {
    int[] sizes = IntStream.range(0, 6).map(i -> Integer.parseInt(arguments[i])).toArray();
    torch.manual_seed(1);
    torch.globalContext().setUserEnabledMkldnn(arguments[7].equals("fused"));
    LanguageModel model =
        new LanguageModel(
            sizes[0],
            sizes[1],
            sizes[2],
            sizes[3],
            sizes[4],
            arguments[6].equals("bf16") ? Arithmetic.BF16 : Arithmetic.FP32);
    Tensor tokens = tokens(sizes[0], sizes[5], sizes[4]);
    Tensor targets = tokens(sizes[0], sizes[5], sizes[4]).reshape(-1);
    SGD optimizer = new SGD(model.learned(), new SGDOptions(RATE));
    Turns.serve(model.count(), () -> step(model, optimizer, tokens, targets));
  }

  private static void step(LanguageModel model, SGD optimizer, Tensor tokens, Tensor targets) {
    try (PointerScope scope = new PointerScope()) {
      optimizer.zero_grad(true);
      LanguageModel.Output output = model.forward(tokens);
      long steps = output.raw().size(0);
      Tensor change =
          output.raw().narrow(0, 1, steps - 1).sub(output.raw().narrow(0, 0, steps - 1));
      Tensor loss =
          torch
              .cross_entropy_loss(output.logits(), targets)
              .add(output.dropped().square().mean().mul(new Scalar(ALPHA)))
              .add(change.square().mean().mul(new Scalar(BETA)));
      loss.backward();
      optimizer.step();
    }
  }

  private static Tensor tokens(int vocab, int steps, int rows) {
    return torch.rand(steps, rows).mul_(new Scalar(vocab)).to(ScalarType.Long);
  }
}
