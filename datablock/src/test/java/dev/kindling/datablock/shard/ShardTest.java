package dev.kindling.datablock.shard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  @TempDir Path folder;
  private Path path = Path.of("set before each test");

  @BeforeEach
  void nameTheShard() {
    path = folder.resolve("worker-0.shard");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 4096, 1 << 30})
  void givesBackEveryRecordWhereverTheSegmentsEnd(int segmentBytes) throws IOException {
    List<ShardRecord> records = records(50);
    write(records);

    try (Shard shard = Shard.open(path, segmentBytes)) {
      assertThat(shard.size()).isEqualTo(50);
      for (int i = 49; i >= 0; i--) {
        assertSame(shard.record(i), records.get(i));
      }
    }
  }

  @Test
  void holdsKeysOfAnyLanguageAndEmptyContent() throws IOException {
    ShardRecord record = new ShardRecord("猫/ñandú \n\"<b>%:.jpg", -1, new byte[0]);
    write(List.of(record));

    try (Shard shard = Shard.open(path)) {
      assertSame(shard.record(0), record);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 1 << 30})
  void givesPartsOfAContent(int segmentBytes) throws IOException {
    write(
        List.of(
            new ShardRecord("ä", 1, new byte[] {1, 2, 3, 4, 5}),
            new ShardRecord("b", new int[] {2, -1, 7}, new byte[0])));

    try (Shard shard = Shard.open(path, segmentBytes)) {
      assertThat(shard.contentLength(0)).isEqualTo(5);
      assertThat(shard.content(0, 1, 3)).containsExactly(2, 3, 4);
      assertThat(shard.content(0, 5, 0)).isEmpty();
      assertThat(shard.contentLength(1)).isZero();
      assertThatThrownBy(() -> shard.content(0, 3, 3))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining("has 5 bytes");
    }
  }

  @Test
  void mayBeEmpty() throws IOException {
    write(List.of());

    try (Shard shard = Shard.open(path)) {
      assertThat(shard.size()).isZero();
    }
  }

  @Test
  void theSameRecordsGiveTheSameBytes() throws IOException {
    write(records(5));
    byte[] first = Files.readAllBytes(path);

    write(records(5));

    assertThat(Files.readAllBytes(path)).isEqualTo(first);
    assertThat(new String(first, 0, 8, UTF_8)).isEqualTo("KINDSHRD");
  }

  @Test
  void anUnfinishedShardLeavesNothingBehind() throws IOException {
    try (ShardWriter writer = ShardWriter.create(path)) {
      writer.add(records(1).get(0));
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void anUnfinishedShardLeavesTheOldOneReadable() throws IOException {
    write(records(3));

    try (ShardWriter writer = ShardWriter.create(path)) {
      writer.add(records(1).get(0));
    }

    try (Shard shard = Shard.open(path)) {
      assertThat(shard.size()).isEqualTo(3);
    }
  }

  @Test
  void isRefusedAtEveryShorterLength() throws IOException {
    write(records(3));
    byte[] whole = Files.readAllBytes(path);

    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Shard.open(path))
          .as("cut to " + length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("worker-0.shard is damaged or of another version")
          .hasMessageEndingWith("build it again");
    }
  }

  @Test
  void isRefusedWithBytesAfterItsEnd() throws IOException {
    write(records(3));
    byte[] whole = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(whole, whole.length + 1));

    assertThatThrownBy(() -> Shard.open(path)).isInstanceOf(IOException.class);
  }

  @Test
  void noFlippedByteGoesUnnoticed() throws IOException {
    write(records(3));
    byte[] whole = Files.readAllBytes(path);

    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(path, damaged);
      assertThatThrownBy(this::readAll)
          .as("byte " + at)
          .isInstanceOfAny(IOException.class, UncheckedIOException.class)
          .hasMessageContaining("build it again");
    }
  }

  @Test
  void damageToOneRecordLeavesTheOthersReadable() throws IOException {
    write(records(3));
    byte[] damaged = Files.readAllBytes(path);
    damaged[ShardLayout.HEADER_BYTES + ShardLayout.RECORD_HEADER_BYTES] ^= 1;
    Files.write(path, damaged);

    try (Shard shard = Shard.open(path)) {
      assertThatThrownBy(() -> shard.record(0)).hasMessageContaining("damaged in record 0");
      assertThatCode(() -> shard.record(1)).doesNotThrowAnyException();
    }
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    assertThatThrownBy(() -> Shard.open(path)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void namesTheRecordsThatThereAre() throws IOException {
    write(records(3));

    try (Shard shard = Shard.open(path)) {
      assertThatThrownBy(() -> shard.record(3))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageEndingWith("has records 0 to 2, asked for 3");
    }
  }

  @Test
  void isNotReadOnceItIsClosed() throws IOException {
    write(records(1));
    Shard shard = Shard.open(path);
    shard.close();

    assertThatThrownBy(() -> shard.record(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("is closed");
  }

  private void readAll() throws IOException {
    try (Shard shard = Shard.open(path)) {
      for (int i = 0; i < shard.size(); i++) {
        assertThat(shard.record(i).key()).isNotNull();
      }
    }
  }

  private void write(List<ShardRecord> records) throws IOException {
    try (ShardWriter writer = ShardWriter.create(path)) {
      for (ShardRecord record : records) {
        writer.add(record);
      }
      writer.finish();
    }
  }

  private static List<ShardRecord> records(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ShardRecord("class/" + i + ".jpg", i % 3, content(i)))
        .toList();
  }

  private static byte[] content(int i) {
    byte[] content = new byte[i * 3 + 1];
    for (int at = 0; at < content.length; at++) {
      content[at] = (byte) (at * 31 + i);
    }
    return content;
  }

  private static void assertSame(ShardRecord record, ShardRecord expected) {
    assertThat(record.key()).isEqualTo(expected.key());
    assertThat(record.targets()).isEqualTo(expected.targets());
    assertThat(record.content()).isEqualTo(expected.content());
  }
}
