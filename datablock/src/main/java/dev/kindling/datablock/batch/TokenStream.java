package dev.kindling.datablock.batch;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.TokenContent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The windows of one epoch of a language model: the documents of a shard, one after the other in a
 * given order, are a stream of N tokens, cut into {@code rows} rows of n = (N - 1) / rows. Row r
 * holds the tokens [r n, (r + 1) n); its targets are the tokens one later. A window is the next few
 * steps of every row, so row i of a window goes on where row i of the one before ended, and every
 * one of the rows x n targets is used once.
 *
 * <p>A window depends on nothing but shard, order, rows, window lengths and its index, so training
 * may begin at any window. Safe for use by many threads, as the shard is.
 */
public final class TokenStream {
  private final Shard shard;
  private final int[] order;
  private final long[] starts;
  private final int rows;
  private final int[] borders;
  private final List<String> keys;

  private TokenStream(
      Shard shard, int[] order, long[] starts, int rows, int[] borders, List<String> keys) {
    this.shard = shard;
    this.order = order;
    this.starts = starts;
    this.rows = rows;
    this.borders = borders;
    this.keys = keys;
  }

  /**
   * Windows of {@code bptt} steps, the last one maybe shorter.
   *
   * @param shard holds token ids, as {@link TokenContent} has them; stays open while windows are
   *     read; who opened it closes it
   * @param order indices of records, such as {@code EpochOrder.of(…)}; copied
   * @param rows streams side by side, at least 1
   * @param bptt steps of a window, at least 1 (back-propagation through time)
   * @throws DataContractException if there are not enough tokens for one target in every row
   */
  public static TokenStream of(Shard shard, int[] order, int rows, int bptt) {
    requireNonNull(shard, "shard");
    if (rows < 1 || bptt < 1) {
      throw new IllegalArgumentException(
          "TokenStream needs at least 1 row and 1 step, got %d and %d".formatted(rows, bptt));
    }
    int[] documents = order.clone();
    long[] starts = new long[documents.length + 1];
    for (int i = 0; i < documents.length; i++) {
      starts[i + 1] = starts[i] + TokenContent.count(shard.contentLength(documents[i]));
    }
    long tokens = starts[documents.length];
    if (tokens <= rows) {
      throw new DataContractException(
          "A batch of %d rows is wider than the stream: it needs at least %d tokens, a worker's %d documents have %d. Set a smaller batch size or fewer workers, or give more text"
              .formatted(rows, rows + 1L, documents.length, tokens));
    }
    int perRow = Math.toIntExact((tokens - 1) / rows);
    String first = shard.record(0).key();
    List<String> keys = IntStream.range(0, rows).mapToObj(row -> first + "#" + row).toList();
    return new TokenStream(shard, documents, starts, rows, equal(perRow, bptt), keys);
  }

  /**
   * The same stream in windows of varying length, drawn up front: each is about {@code bptt} steps
   * with probability .95 and about half of it otherwise, with a deviation of 5 and at least 5 steps
   * (Merity, Keskar, Socher: "Regularizing and optimizing LSTM language models", 2017), and at most
   * 20 more than {@code bptt}.
   *
   * @param bptt steps, at least 5
   * @param seed of the run
   * @param epoch counted from 0
   */
  public TokenStream varying(int bptt, Seed seed, int epoch) {
    return new TokenStream(
        shard, order, starts, rows, WindowLengths.borders(perRow(), bptt, seed, epoch), keys);
  }

  /** How many tokens the stream has in all. */
  public long tokens() {
    return starts[order.length];
  }

  /** Tokens at the end that are no target of any window: fewer than there are rows. */
  public long unused() {
    return tokens() - 1 - (long) rows * perRow();
  }

  /** Windows in the epoch, at least 1. */
  public int windows() {
    return borders.length - 1;
  }

  /**
   * One window, read now.
   *
   * @param index in [0, {@link #windows()})
   */
  public TokenBatch window(int index) {
    if (index < 0 || index >= windows()) {
      throw new IndexOutOfBoundsException(
          "The epoch has windows 0 to %d, asked for %d".formatted(windows() - 1, index));
    }
    int steps = borders[index + 1] - borders[index];
    int[] tokens = new int[rows * steps];
    int[] next = new int[rows * steps];
    int[] read = new int[steps + 1];
    for (int row = 0; row < rows; row++) {
      read((long) row * perRow() + borders[index], read);
      System.arraycopy(read, 0, tokens, row * steps, steps);
      System.arraycopy(read, 1, next, row * steps, steps);
    }
    return TokenBatch.window(tokens, next, keys);
  }

  private int perRow() {
    return borders[borders.length - 1];
  }

  /** Fills the array with the tokens of the stream from a position on. */
  private void read(long from, int[] target) {
    int document = documentAt(from);
    int done = 0;
    while (done < target.length) {
      int within = (int) (from + done - starts[document]);
      int part = (int) Math.min(target.length - done, starts[document + 1] - from - done);
      byte[] content = shard.content(order[document], within * Integer.BYTES, part * Integer.BYTES);
      System.arraycopy(TokenContent.tokens(content), 0, target, done, part);
      done += part;
      document++;
    }
  }

  /** The document that holds the token; empty ones hold none. */
  private int documentAt(long position) {
    int found = Arrays.binarySearch(starts, position + 1);
    return (found >= 0 ? firstOf(found) : -found - 1) - 1;
  }

  /** Of documents that begin at the same position, the first. */
  private int firstOf(int document) {
    int first = document;
    while (first > 0 && starts[first - 1] == starts[document]) {
      first--;
    }
    return first;
  }

  private static int[] equal(int perRow, int bptt) {
    int windows = (int) (((long) perRow + bptt - 1) / bptt);
    int[] borders = new int[windows + 1];
    for (int i = 0; i <= windows; i++) {
      borders[i] = (int) Math.min(perRow, (long) i * bptt);
    }
    return borders;
  }
}
