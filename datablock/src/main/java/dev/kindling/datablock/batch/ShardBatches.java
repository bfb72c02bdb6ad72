package dev.kindling.datablock.batch;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.OpenedImage;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The batches of one epoch over a shard: records in a given order, {@code batchSize} at a time, the
 * last one short and kept. A record that occurs again has {@code #2} and so on behind its key, so
 * that what is drawn for it is drawn anew. The k-th batch depends on nothing but shard, order and
 * batch size, so training may begin at any batch. Safe for use by many threads, as the shard is.
 */
public final class ShardBatches {
  private final Shard shard;
  private final int[] order;
  private final int[] repeats;
  private final int batchSize;
  private final ImageDecoder decoder;

  private ShardBatches(Shard shard, int[] order, int batchSize, ImageDecoder decoder) {
    this.shard = shard;
    this.order = order;
    this.repeats = repeats(order, shard.size());
    this.batchSize = batchSize;
    this.decoder = decoder;
  }

  /**
   * The batches of these records.
   *
   * @param shard stays open while the batches are read; who opened it closes it
   * @param order indices of records, such as an {@code EpochSampler} gives; copied
   * @param batchSize at least 1
   */
  public static ShardBatches of(Shard shard, int[] order, int batchSize, ImageDecoder decoder) {
    requireNonNull(decoder, "decoder");
    count(order.length, batchSize);
    return new ShardBatches(shard, order.clone(), batchSize, decoder);
  }

  /** How many batches so many items make. */
  public static int count(int size, int batchSize) {
    if (size < 0 || batchSize < 1) {
      throw new IllegalArgumentException(
          "Batches need a size of at least 1 and 0 or more items, got %d and %d"
              .formatted(batchSize, size));
    }
    return (int) (((long) size + batchSize - 1) / batchSize);
  }

  /** Batches in the epoch. */
  public int count() {
    return count(order.length, batchSize);
  }

  /**
   * One batch, to be decoded by who takes it.
   *
   * @param index in [0, {@link #count()})
   * @throws IllegalStateException if a record's header makes no sense; preparing the dataset has
   *     decoded it before, so the fault is in the storage or in the limits
   */
  public EncodedBatch batch(int index) {
    if (index < 0 || index >= count()) {
      throw new IndexOutOfBoundsException(
          "The epoch has batches 0 to %d, asked for %d".formatted(count() - 1, index));
    }
    int from = index * batchSize;
    int to = (int) Math.min((long) from + batchSize, order.length);
    List<String> keys = new ArrayList<>(to - from);
    List<OpenedImage> images = new ArrayList<>(to - from);
    List<Integer> targets = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      ShardRecord record = shard.record(order[i]);
      keys.add(repeats[i] == 0 ? record.key() : record.key() + "#" + (repeats[i] + 1));
      images.add(opened(record));
      Arrays.stream(record.targets()).forEach(targets::add);
    }
    return new EncodedBatch(keys, images, targets);
  }

  /**
   * The batches in turn, each read when it is asked for.
   *
   * @param from index of the first, in [0, {@link #count()}]
   */
  public Iterator<EncodedBatch> from(int from) {
    return IntStream.range(from, count()).mapToObj(this::batch).iterator();
  }

  /** How often each record of the order came before. */
  private static int[] repeats(int[] order, int size) {
    int[] seen = new int[size];
    int[] repeats = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      repeats[i] = seen[order[i]]++;
    }
    return repeats;
  }

  private OpenedImage opened(ShardRecord record) {
    try {
      return decoder.open(record.content());
    } catch (BadItemException e) {
      throw EncodedBatch.unreadable(record.key(), e);
    }
  }
}
