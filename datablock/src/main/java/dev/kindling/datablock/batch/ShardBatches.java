package dev.kindling.datablock.batch;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The batches of one epoch over a shard: records in a given order, {@code batchSize} at a time, the
 * last one short and kept. The k-th batch depends on nothing but shard, order and batch size, so
 * training may begin at any batch. Safe for use by many threads, as the shard is.
 */
public final class ShardBatches {
  private final Shard shard;
  private final int[] order;
  private final int batchSize;
  private final ImageDecoder decoder;
  private final int minimumShortSide;

  private ShardBatches(
      Shard shard, int[] order, int batchSize, ImageDecoder decoder, int minimumShortSide) {
    this.shard = shard;
    this.order = order;
    this.batchSize = batchSize;
    this.decoder = decoder;
    this.minimumShortSide = minimumShortSide;
  }

  /**
   * Full-size images.
   *
   * @param shard stays open while the batches are read; who opened it closes it
   * @param order indices of records, such as {@code EpochOrder.of(…)}; copied
   * @param batchSize at least 1
   */
  public static ShardBatches of(Shard shard, int[] order, int batchSize, ImageDecoder decoder) {
    requireNonNull(decoder, "decoder");
    count(order.length, batchSize);
    return new ShardBatches(shard, order.clone(), batchSize, decoder, 0);
  }

  /**
   * The same batches of images that may be decoded smaller, as {@link ImageDecoder#decode(byte[],
   * int)} has it.
   *
   * @param minimumShortSide pixels, 0 for full size
   */
  public ShardBatches decodedDownTo(int minimumShortSide) {
    return new ShardBatches(shard, order, batchSize, decoder, minimumShortSide);
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
   * One batch, decoded now.
   *
   * @param index in [0, {@link #count()})
   * @throws IllegalStateException if a record does not decode; preparing the dataset has decoded it
   *     before, so the fault is in the storage or in the limits
   */
  public ImageBatch batch(int index) {
    if (index < 0 || index >= count()) {
      throw new IndexOutOfBoundsException(
          "The epoch has batches 0 to %d, asked for %d".formatted(count() - 1, index));
    }
    int from = index * batchSize;
    int to = (int) Math.min((long) from + batchSize, order.length);
    List<String> keys = new ArrayList<>(to - from);
    List<Image> images = new ArrayList<>(to - from);
    List<Integer> targets = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      ShardRecord record = shard.record(order[i]);
      keys.add(record.key());
      images.add(decoded(record));
      targets.add(record.target());
    }
    return new ImageBatch(keys, images, targets);
  }

  /**
   * The batches in turn, each decoded when it is asked for.
   *
   * @param from index of the first, in [0, {@link #count()}]
   */
  public Iterator<ImageBatch> from(int from) {
    return IntStream.range(from, count()).mapToObj(this::batch).iterator();
  }

  private Image decoded(ShardRecord record) {
    try {
      return decoder.decode(record.content(), minimumShortSide);
    } catch (BadItemException e) {
      throw new IllegalStateException(
          "Prepared item \"%s\" no longer decodes (%s: %s); prepare the dataset again"
              .formatted(record.key(), e.reason().code(), e.detail()),
          e);
    }
  }
}
