package dev.kindling.train.loop;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.TokenStream;
import dev.kindling.datablock.shard.EpochOrder;
import dev.kindling.datablock.shard.Shard;
import java.util.Optional;

/**
 * The windows of a logical worker's documents, for a language model: see {@link TokenStream}. Safe
 * for use by many threads; the shard stays open while it is used, and who opened it closes it.
 *
 * @param shard token ids
 * @param rows streams side by side
 * @param bptt steps of a window
 * @param shuffle the seed of every epoch's order of documents; without it they stay as stored
 */
public record WindowSource(Shard shard, int rows, int bptt, Optional<Seed> shuffle)
    implements BatchSource {
  public WindowSource {
    requireNonNull(shard, "shard");
    requireNonNull(shuffle, "shuffle");
  }

  /**
   * For validation: documents as stored, in fewer rows where there are not enough tokens for all.
   */
  public static WindowSource asStored(Shard shard, int rows, int bptt) {
    int narrower = (int) Math.max(1, Math.min(rows, tokens(shard) - 1));
    return new WindowSource(shard, narrower, bptt, Optional.empty());
  }

  private static long tokens(Shard shard) {
    long bytes = 0;
    for (int i = 0; i < shard.size(); i++) {
      bytes += shard.contentLength(i);
    }
    return bytes / Integer.BYTES;
  }

  /** Windows of an epoch over so many tokens. */
  public static int steps(long tokens, int rows, int bptt) {
    long perRow = Math.max(0, tokens - 1) / rows;
    return Math.toIntExact((perRow + bptt - 1) / bptt);
  }

  @Override
  public int steps() {
    return steps(tokens(shard), rows, bptt);
  }

  @Override
  public Batch batch(int epoch, int step) {
    return stream(epoch).window(step);
  }

  @Override
  public Feed feed(int epoch, int from, int to) {
    if (from == to) {
      return new StepByStep(step -> batch(epoch, step), from, to);
    }
    TokenStream stream = stream(epoch);
    return new StepByStep(stream::window, from, to);
  }

  private TokenStream stream(int epoch) {
    int[] order =
        shuffle
            .map(seed -> EpochOrder.of(shard.size(), seed, epoch))
            .orElseGet(() -> EpochOrder.asStored(shard.size()));
    return TokenStream.of(shard, order, rows, bptt);
  }
}
