package dev.kindling.datablock.batch;

import static java.util.Comparator.comparingInt;
import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.shard.EpochOrder;
import dev.kindling.datablock.shard.EpochSampler;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.shard.TokenContent;
import dev.kindling.datablock.text.SpecialToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The batches of one epoch over whole documents, with their categories. Documents of like length go
 * together, so that little is padded; the shorter ones are padded at their end. Every document
 * occurs once, unless a sampler says otherwise.
 *
 * <p>The k-th batch depends on nothing but shard, batch size, seed and epoch, so training may begin
 * at any batch. Safe for use by many threads, as the shard is.
 */
public final class DocumentBatches {
  /** Batches that are sorted by length together. */
  private static final int MEGABATCH = 50;

  private final Shard shard;
  private final int[] order;
  private final int batchSize;
  private final Cut cut;

  private DocumentBatches(Shard shard, int[] order, int batchSize, Cut cut) {
    this.shard = shard;
    this.order = order;
    this.batchSize = batchSize;
    this.cut = cut;
  }

  /** Which tokens of a longer document stay. */
  public enum Keep {
    /** Those at its beginning. */
    FIRST,
    /** Those at its end. */
    LAST
  }

  private record Cut(int maxTokens, Keep keep) {
    static final Cut NONE = new Cut(Integer.MAX_VALUE, Keep.LAST);
  }

  /**
   * For training: documents in a new order every epoch, sorted by falling length within every 50
   * batches; the batch with the longest document comes first, so that what does not fit in memory
   * fails at once, the others in a drawn order; a short batch is the last.
   *
   * @param shard holds token ids, as {@link TokenContent} has them; stays open while batches are
   *     read; who opened it closes it
   * @param batchSize documents, at least 1
   * @param sampler which documents
   * @param seed of the run
   * @param epoch counted from 0
   */
  public static DocumentBatches training(
      Shard shard, int batchSize, EpochSampler sampler, Seed seed, int epoch) {
    int[] lengths = lengths(shard, batchSize);
    int[] drawn = sampler.order(shard, seed, epoch);
    long together = (long) MEGABATCH * batchSize;
    for (long from = 0; from < drawn.length; from += together) {
      sort(drawn, (int) from, (int) Math.min(drawn.length, from + together), lengths);
    }
    return new DocumentBatches(
        shard, shuffled(drawn, batchSize, lengths, seed, epoch), batchSize, Cut.NONE);
  }

  /** For evaluation: documents by falling length. Arguments as of {@link #training}. */
  public static DocumentBatches evaluation(Shard shard, int batchSize) {
    int[] lengths = lengths(shard, batchSize);
    int[] order = EpochOrder.asStored(lengths.length);
    sort(order, 0, order.length, lengths);
    return new DocumentBatches(shard, order, batchSize, Cut.NONE);
  }

  /**
   * The same batches of documents that are no longer than so many tokens; of longer ones a part
   * stays.
   *
   * @param maxTokens at least 1
   */
  public DocumentBatches cutTo(int maxTokens, Keep keep) {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("A document must keep at least 1 token, got " + maxTokens);
    }
    return new DocumentBatches(
        shard, order, batchSize, new Cut(maxTokens, requireNonNull(keep, "keep")));
  }

  /** Documents of which only a part stays. */
  public int cut() {
    return (int)
        Arrays.stream(order).filter(index -> length(shard, index) > cut.maxTokens()).count();
  }

  /** Batches in the epoch. */
  public int count() {
    return ShardBatches.count(order.length, batchSize);
  }

  /** Indices of the shard's records, in the order of the epoch; the array is the caller's. */
  public int[] order() {
    return order.clone();
  }

  /**
   * One batch, read now.
   *
   * @param index in [0, {@link #count()})
   * @throws IllegalStateException if a document has no token; preparing the dataset lets none in
   */
  public TokenBatch batch(int index) {
    if (index < 0 || index >= count()) {
      throw new IndexOutOfBoundsException(
          "The epoch has batches 0 to %d, asked for %d".formatted(count() - 1, index));
    }
    int from = index * batchSize;
    int to = (int) Math.min((long) from + batchSize, order.length);
    List<int[]> documents = new ArrayList<>(to - from);
    List<String> keys = new ArrayList<>(to - from);
    List<int[]> targets = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      ShardRecord record = shard.record(order[i]);
      targets.add(record.targets());
      keys.add(record.key());
      documents.add(tokens(record));
    }
    int[] lengths = documents.stream().mapToInt(tokens -> tokens.length).toArray();
    int[] all = targets.stream().flatMapToInt(Arrays::stream).toArray();
    return TokenBatch.documents(padded(documents), lengths, all, keys);
  }

  private int[] tokens(ShardRecord record) {
    int[] all = TokenContent.tokens(record.content());
    if (all.length == 0) {
      throw new IllegalStateException(
          "Document \"%s\" has no token; prepare the dataset again".formatted(record.key()));
    }
    int kept = Math.min(all.length, cut.maxTokens());
    int from = cut.keep() == Keep.LAST ? all.length - kept : 0;
    return Arrays.copyOfRange(all, from, from + kept);
  }

  private static int[] padded(List<int[]> documents) {
    int steps = documents.stream().mapToInt(tokens -> tokens.length).max().orElseThrow();
    int[] tokens = new int[Math.multiplyExact(documents.size(), steps)];
    Arrays.fill(tokens, SpecialToken.PADDING.index());
    for (int row = 0; row < documents.size(); row++) {
      int[] document = documents.get(row);
      System.arraycopy(document, 0, tokens, row * steps, document.length);
    }
    return tokens;
  }

  private static int[] lengths(Shard shard, int batchSize) {
    requireNonNull(shard, "shard");
    if (batchSize < 1) {
      throw new IllegalArgumentException("A batch needs at least 1 document, got " + batchSize);
    }
    return IntStream.range(0, shard.size()).map(index -> length(shard, index)).toArray();
  }

  private static int length(Shard shard, int index) {
    return TokenContent.count(shard.contentLength(index));
  }

  /** By falling length; equally long ones stay as they were. */
  private static void sort(int[] order, int from, int to, int[] lengths) {
    int[] sorted =
        Arrays.stream(order, from, to)
            .boxed()
            .sorted(comparingInt((Integer index) -> lengths[index]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    System.arraycopy(sorted, 0, order, from, sorted.length);
  }

  /** The same batches, the longest of the full ones first, the others of those in a drawn order. */
  private static int[] shuffled(int[] sorted, int batchSize, int[] lengths, Seed seed, int epoch) {
    int full = sorted.length / batchSize;
    if (full < 2) {
      return sorted;
    }
    int[] batches = EpochOrder.of(full, seed.derive("batches"), epoch);
    int longest =
        IntStream.range(0, full)
            .reduce(
                (a, b) -> lengths[sorted[b * batchSize]] > lengths[sorted[a * batchSize]] ? b : a)
            .orElseThrow();
    int place =
        IntStream.range(0, full).filter(i -> batches[i] == longest).findFirst().orElseThrow();
    batches[place] = batches[0];
    batches[0] = longest;
    int[] order = sorted.clone(); // a short batch stays where it is
    for (int i = 0; i < full; i++) {
      System.arraycopy(sorted, batches[i] * batchSize, order, i * batchSize, batchSize);
    }
    return order;
  }
}
