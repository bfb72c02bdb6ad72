package dev.kindling.datablock.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.ImageEncoder;
import dev.kindling.datablock.image.PixelBuffer;
import dev.kindling.datablock.shard.EpochOrder;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.shard.ShardWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardBatchesTest {
  private static final ImageDecoder DECODER = ImageDecoder.of(DecodeLimits.NONE);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"0, 4, 0", "1, 4, 1", "4, 4, 1", "5, 4, 2", "2147483647, 2, 1073741824"})
  void countsTheShortBatchToo(int size, int batchSize, int batches) {
    assertThat(ShardBatches.count(size, batchSize)).isEqualTo(batches);
  }

  @Test
  void takesTheRecordsInTheOrderGiven() throws IOException {
    try (Shard shard = shard(5)) {
      ShardBatches batches = ShardBatches.of(shard, new int[] {4, 2, 0, 1, 3}, 2, DECODER);

      assertThat(batches.count()).isEqualTo(3);
      assertThat(batches.batch(0).keys()).containsExactly("4", "2");
      assertThat(batches.batch(1).keys()).containsExactly("0", "1");
      assertThat(batches.batch(2).keys()).containsExactly("3");
      assertThat(batches.batch(0).targets()).containsExactly(40, 20);
      assertThat(decoded(batches.batch(0), 1).pixels()).isEqualTo(picture(2).pixels());
    }
  }

  @Test
  void aRecordThatComesAgainHasAnotherKeySoThatItIsAugmentedAnew() throws IOException {
    try (Shard shard = shard(3)) {
      ShardBatches batches = ShardBatches.of(shard, new int[] {1, 0, 1, 1}, 2, DECODER);

      assertThat(batches.batch(0).keys()).containsExactly("1", "0");
      assertThat(batches.batch(1).keys()).containsExactly("1#2", "1#3");
      assertThat(batches.batch(1).targets()).containsExactly(10, 10);
    }
  }

  @Test
  void mayBeginAnywhere() throws IOException {
    try (Shard shard = shard(5)) {
      Iterator<EncodedBatch> rest =
          ShardBatches.of(shard, EpochOrder.asStored(5), 2, DECODER).from(1);

      assertThat(rest.next().keys()).containsExactly("2", "3");
      assertThat(rest.next().keys()).containsExactly("4");
      assertThat(rest.hasNext()).isFalse();
    }
  }

  @Test
  void givesTheSameBatchesWhenPrefetched() throws IOException {
    try (Shard shard = shard(20)) {
      ShardBatches batches = ShardBatches.of(shard, EpochOrder.asStored(20), 3, DECODER);
      try (Prefetch<EncodedBatch> prefetch = Prefetch.of(batches.from(0), 2)) {
        for (int k = 0; k < batches.count(); k++) {
          assertThat(prefetch.next().keys()).isEqualTo(batches.batch(k).keys());
        }
        assertThat(prefetch.hasNext()).isFalse();
      }
    }
  }

  @Test
  void namesThePreparedItemThatNoLongerDecodes() throws IOException {
    ShardRecord bad = new ShardRecord("cats/7.jpg", 0, "no picture".getBytes(UTF_8));
    try (Shard shard = shard(List.of(bad))) {
      ShardBatches batches = ShardBatches.of(shard, new int[] {0}, 1, DECODER);

      assertThatThrownBy(() -> batches.batch(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Prepared item \"cats/7.jpg\" no longer decodes (not-an-image: ")
          .hasMessageEndingWith("prepare the dataset again");
    }
  }

  @Test
  void namesThePreparedItemWhosePixelsAreGone() throws IOException {
    byte[] whole = ImageEncoder.png(picture(1));
    byte[] cut = Arrays.copyOf(whole, whole.length - 20);
    try (Shard shard = shard(List.of(new ShardRecord("dogs/1.png", 0, cut)))) {
      EncodedBatch batch = ShardBatches.of(shard, new int[] {0}, 1, DECODER).batch(0);

      assertThatThrownBy(() -> decoded(batch, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Prepared item \"dogs/1.png\" no longer decodes (truncated: ");
    }
  }

  private static Image decoded(EncodedBatch batch, int index) {
    try (PixelBuffer buffer = PixelBuffer.inRgb()) {
      return batch.decode(index, 1, buffer).image();
    }
  }

  @Test
  void refusesABatchThatThereIsNot() throws IOException {
    try (Shard shard = shard(3)) {
      ShardBatches batches = ShardBatches.of(shard, EpochOrder.asStored(3), 2, DECODER);

      assertThatThrownBy(() -> batches.batch(2))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessage("The epoch has batches 0 to 1, asked for 2");
    }
  }

  private Shard shard(int count) throws IOException {
    ShardRecord[] records = new ShardRecord[count];
    for (int i = 0; i < count; i++) {
      records[i] = new ShardRecord(Integer.toString(i), i * 10, ImageEncoder.png(picture(i)));
    }
    return shard(List.of(records));
  }

  private Shard shard(List<ShardRecord> records) throws IOException {
    Path path = folder.resolve("a.shard");
    try (ShardWriter writer = ShardWriter.create(path)) {
      for (ShardRecord record : records) {
        writer.add(record);
      }
      writer.finish();
    }
    return Shard.open(path);
  }

  private static Image picture(int value) {
    byte[] pixels = new byte[2 * 3 * Image.CHANNELS];
    Arrays.fill(pixels, (byte) value);
    return Image.of(pixels, 2, 3);
  }
}
