package dev.kindling.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.EncodedBatch;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.ImageEncoder;
import dev.kindling.datablock.image.PixelBuffer;
import dev.kindling.datablock.shard.EpochSampler;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.shard.ShardWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardSourceTest {
  private static final EpochSampler ONCE = EpochSampler.everyItemOnce();
  private static final ImageDecoder DECODER = ImageDecoder.of(DecodeLimits.DEFAULT);
  private static final Seed SEED = new Seed(9);

  @TempDir Path folder;
  private Shard shard;

  @BeforeEach
  void writeSevenGreyPictures() throws IOException {
    Path file = folder.resolve("shard");
    try (ShardWriter writer = ShardWriter.create(file)) {
      for (int i = 0; i < 7; i++) {
        writer.add(new ShardRecord("grey-" + i + ".png", i % 3, png(10 * i)));
      }
      writer.finish();
    }
    shard = Shard.open(file);
  }

  @AfterEach
  void closeShard() {
    shard.close();
  }

  private static byte[] png(int grey) {
    byte[] pixels = new byte[4 * 4 * Image.CHANNELS];
    Arrays.fill(pixels, (byte) grey);
    return ImageEncoder.png(Image.of(pixels, 4, 4));
  }

  /** One input per image: its first byte. */
  private static PixelBatch firstBytes(EncodedBatch images, int epoch) {
    float[] inputs = new float[images.count()];
    try (PixelBuffer buffer = PixelBuffer.inRgb()) {
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = images.decode(i, 1, buffer).image().pixels()[0] & 0xff;
      }
    }
    return PixelBatch.of(
        inputs,
        new Shape(inputs.length, 1, 1, 1),
        Layout.NCHW,
        images.targets().stream().mapToInt(Integer::intValue).toArray(),
        images.keys());
  }

  @Test
  void storedOrderGivesEveryRecordWithAShortLastBatch() {
    ShardSource source = ShardSource.asStored(shard, DECODER, 3, ShardSourceTest::firstBytes);

    assertThat(source.steps()).isEqualTo(3);
    assertThat(source.batch(0, 1).pixels().inputs()).containsExactly(30, 40, 50);
    assertThat(source.batch(5, 2).pixels().inputs()).containsExactly(60);
    assertThat(source.batch(0, 2).targets()).containsExactly(0);
  }

  @Test
  void everyEpochVisitsEachRecordOnceInAnOrderOfItsOwn() {
    ShardSource source =
        ShardSource.shuffled(shard, DECODER, 3, ONCE, SEED, ShardSourceTest::firstBytes);

    List<String> first = keys(source, 0);
    List<String> second = keys(source, 1);

    assertThat(first).containsExactlyInAnyOrderElementsOf(second).doesNotHaveDuplicates();
    assertThat(first).hasSize(7).isNotEqualTo(second);
    assertThat(keys(source, 0)).isEqualTo(first);
  }

  @Test
  void feedsGiveTheSameBatchesAsAskingForEach() {
    ShardSource source =
        ShardSource.shuffled(shard, DECODER, 2, ONCE, SEED, ShardSourceTest::firstBytes);

    try (BatchSource.Feed feed = source.prefetched(2).feed(3, 1, 4)) {
      for (int step = 1; step < 4; step++) {
        assertThat(feed.next().keys()).isEqualTo(source.batch(3, step).keys());
      }
      assertThat(feed.hasNext()).isFalse();
    }
  }

  @Test
  void batchesOfNoItemsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ShardSource.asStored(shard, DECODER, 0, ShardSourceTest::firstBytes));
  }

  private static List<String> keys(BatchSource source, int epoch) {
    List<String> keys = new ArrayList<>();
    try (BatchSource.Feed feed = source.feed(epoch, 0, source.steps())) {
      feed.forEachRemaining(batch -> keys.addAll(batch.keys()));
    }
    return keys;
  }
}
