package dev.kindling.train.engine.onednn.sequence;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.memory;

/**
 * Memory for the logits of a block of tokens, and what is done with them there.
 *
 * @param tokens rows
 * @param logits {@code [tokens, vocab]}, float32
 * @param values the same as floats
 * @param ones {@code [1, tokens]}, of the type of factors
 * @param coded the slopes of the logits as products read them; the same memory for float32
 * @param codedTransposed the transpose of that
 */
record LogitBlock(
    int tokens,
    int vocab,
    Operand logits,
    FloatBuffer values,
    Softmax softmax,
    Operand ones,
    Operand coded,
    Operand codedTransposed,
    Optional<Copy> encoding,
    List<Slab> slabs)
    implements AutoCloseable {
  static LogitBlock of(memory.data_type type, int tokens, int vocab, dnnl_stream stream) {
    Slab slab = Slab.of(Descriptions.FLOAT, (long) tokens * vocab);
    boolean same = type == Descriptions.FLOAT;
    Slab codes = same ? slab : Slab.of(type, (long) tokens * vocab);
    Slab units = Slab.of(type, tokens);
    Operand ones = units.matrix(0, 1, tokens);
    fill(ones, stream);
    Operand logits = slab.matrix(0, tokens, vocab);
    Operand coded = codes.matrix(0, tokens, vocab);
    return new LogitBlock(
        tokens,
        vocab,
        logits,
        slab.floats(),
        new Softmax(logits, stream),
        ones,
        coded,
        codes.operand(0, Descriptions.transposed(type, vocab, tokens)),
        same ? Optional.empty() : Optional.of(new Copy(logits.desc(), coded.desc(), stream)),
        same ? List.of(slab, units) : List.of(slab, codes, units));
  }

  private static void fill(Operand ones, dnnl_stream stream) {
    int count = (int) ones.desc().dims().get(1);
    try (Slab floats = Slab.of(Descriptions.FLOAT, count)) {
      for (int i = 0; i < count; i++) {
        floats.floats().put(i, 1);
      }
      Operand from = floats.matrix(0, 1, count);
      try (Copy copy = new Copy(from.desc(), ones.desc(), stream)) {
        copy.run(from, ones);
      }
    }
  }

  /** Turns logits into logarithms of probabilities, and looks the true tokens up. */
  Likelihood score(int[] targets, int from) {
    softmax.logarithm();
    double lossSum = 0;
    long correct = 0;
    for (int token = 0; token < tokens; token++) {
      int target = targets[from + token];
      lossSum -= values.get(token * vocab + target);
      correct += likeliest(token * vocab, target) ? 1 : 0;
    }
    return new Likelihood(lossSum, correct);
  }

  /** Whether no logit is higher, and none before it as high. */
  private boolean likeliest(int row, int target) {
    float own = values.get(row + target);
    for (int i = 0; i < target; i++) {
      if (values.get(row + i) >= own) {
        return false;
      }
    }
    for (int i = target + 1; i < vocab; i++) {
      if (values.get(row + i) > own) {
        return false;
      }
    }
    return !Float.isNaN(own);
  }

  /** Turns logarithms of probabilities into slopes of the summed loss, by the logits. */
  void slopes(int[] targets, int from) {
    softmax.exponential();
    for (int token = 0; token < tokens; token++) {
      int at = token * vocab + targets[from + token];
      values.put(at, values.get(at) - 1);
    }
    encoding.ifPresent(copy -> copy.run(logits, coded));
  }

  @Override
  public void close() {
    softmax.close();
    encoding.ifPresent(Copy::close);
    slabs.forEach(Slab::close);
  }
}
