package dev.kindling.train.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.model.TargetSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelArchiveTest {
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Span("conv", "W", Kind.WEIGHT, 0, 4, List.of(2, 2)),
              new Span("out", "b", Kind.BIAS, 4, 3, List.of(3))));
  private static final float[] PARAMETERS = {1, -2, 3.5f, Float.MIN_VALUE, 0, -0f, 1e30f};
  private static final ModelArchive.Card CARD =
      new ModelArchive.Card(
          "tiny",
          Map.of("width", 8, "name", "ü"),
          new InputSpec(
              4,
              6,
              List.of(.4, .5, .6),
              List.of(.2, .3, .4),
              Map.of("crop", Map.of("ratio", 1.14))),
          List.of("tench", "猫", "\"<b>\""),
          TargetSpec.category(),
          new Provenance(
              "/data/x",
              7,
              Map.of("train.epochs", "5"),
              42,
              Map.of("accuracy", .9, "loss", Double.NaN),
              "0.1.0",
              "2026-11-23T10:00:00Z"));

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void writeOne() throws IOException {
    file = directory.resolve("model.kindling");
    ModelArchive.of(CARD, LAYOUT, PARAMETERS).write(file);
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    ModelArchive read = ModelArchive.read(file);

    assertThat(read.card()).isEqualTo(CARD);
    assertThat(Sha256.of(read.parameters(LAYOUT))).isEqualTo(Sha256.of(PARAMETERS));
  }

  @Test
  void writesTheSameBytesForTheSameModel() throws IOException {
    Path second = directory.resolve("second.kindling");
    ModelArchive.of(CARD, LAYOUT, PARAMETERS).write(second);

    assertThat(second).hasSameBinaryContentAs(file);
  }

  @Test
  void leavesNothingButTheFile() {
    assertThat(directory).isDirectoryContaining("glob:**/model.kindling");
    assertThat(directory.toFile().list()).containsExactly("model.kindling");
  }

  @Test
  void keepsTheOldFileWhenWritingFails() throws IOException {
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");

    assertThat(file).hasBinaryContent(before);
    assertThat(directory.toFile().list()).containsExactly("model.kindling");
  }

  @Test
  void refusesAParentThatIsAFile() {
    assertThatThrownBy(
            () -> ModelArchive.of(CARD, LAYOUT, PARAMETERS).write(file.resolve("below.kindling")))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void refusesEveryFlippedByteOrReadsTheSameModel() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int refused = 0;
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x10;
      Files.write(file, damaged);
      try {
        ModelArchive read = ModelArchive.read(file);
        assertThat(Sha256.of(read.parameters(LAYOUT))).isEqualTo(Sha256.of(PARAMETERS));
        assertThat(read.card()).isEqualTo(CARD);
      } catch (ArchiveException e) {
        refused++;
        assertThat(e).hasMessageContaining("model.kindling");
      }
    }
    assertThat(refused).isGreaterThan(whole.length / 2);
  }

  @Test
  void namesTheTensorWhoseByteWasFlipped() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.computeIfPresent("tensors/1.f32", (name, bytes) -> flipped(bytes));
    rewrite(entries);

    assertThatThrownBy(() -> ModelArchive.read(file))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("tensors/1.f32")
        .hasMessageContaining("out/b is damaged");
  }

  @Test
  void refusesAFileCutAtAnyLength() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ModelArchive.read(file)).isInstanceOf(ArchiveException.class);
    }
  }

  @Test
  void refusesANameThatClimbsOut() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("../../etc/cron.d/x", new byte[] {1});
    rewrite(entries);

    assertThatThrownBy(() -> ModelArchive.read(file))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("entry \"../../etc/cron.d/x\": is not an entry of such a file");
    assertThat(directory.toFile().list()).containsExactly("model.kindling");
  }

  @Test
  void refusesAnEntryThatTheHeaderDoesNotList() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("tensors/2.f32", new byte[4]);
    rewrite(entries);

    assertThatThrownBy(() -> ModelArchive.read(file)).hasMessageContaining("is not listed");
  }

  @Test
  void refusesAMissingTensor() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.remove("tensors/0.f32");
    rewrite(entries);

    assertThatThrownBy(() -> ModelArchive.read(file))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("entry \"tensors/0.f32\": is missing");
  }

  @Test
  void refusesAHeaderThatWouldFillTheMemory() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("header.json", new byte[(int) TensorZipReader.MAX_HEADER_BYTES + 1]);
    rewrite(entries);
    assertThat(Files.size(file)).isLessThan(100_000);

    assertThatThrownBy(() -> ModelArchive.read(file))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("header.json")
        .hasMessageContaining("at most 16777216 allowed");
  }

  @Test
  void refusesACompressedTensor() throws IOException {
    Map<String, byte[]> entries = entries();
    rewrite(entries, ZipEntry.DEFLATED);

    assertThatThrownBy(() -> ModelArchive.read(file))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("must be stored uncompressed");
  }

  @Test
  void refusesTooManyEntries() throws IOException {
    Map<String, byte[]> entries = entries();
    for (int i = 2; i < TensorZipReader.MAX_ENTRIES + 2; i++) {
      entries.put("tensors/" + i + ".f32", new byte[0]);
    }
    rewrite(entries);

    assertThatThrownBy(() -> ModelArchive.read(file)).hasMessageContaining("at most 20000 allowed");
  }

  @Test
  void refusesADuplicateEntry() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    Files.write(
        file, text.replace("tensors/1.f32", "tensors/0.f32").getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> ModelArchive.read(file))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("entry \"tensors/0.f32\": occurs twice");
  }

  @Test
  void refusesAnotherKindOfFile() throws IOException {
    new TensorZip(Map.of(), List.of()).write(file, "kindling-checkpoint");

    assertThatThrownBy(() -> ModelArchive.read(file))
        .hasMessageContaining("expected kindling-model version 1, got kindling-checkpoint");
  }

  @Test
  void refusesATextFile() throws IOException {
    Files.writeString(file, "not a zip at all, though long enough to hold an end header, perhaps");

    assertThatThrownBy(() -> ModelArchive.read(file))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("not a whole kindling-model");
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertThatThrownBy(() -> ModelArchive.read(directory.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void refusesParametersOfAnotherModel() throws IOException {
    ParameterLayout other =
        new ParameterLayout(List.of(new Span("conv", "W", Kind.WEIGHT, 0, 7, List.of(7))));

    ModelArchive archive = ModelArchive.read(file);

    assertThatThrownBy(() -> archive.parameters(other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected but not there [conv/W[7]]");
    assertThatThrownBy(() -> ModelArchive.of(CARD, LAYOUT, new float[3]))
        .hasMessage("tiny has 7 parameters, got 3");
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] copy = bytes.clone();
    copy[0] ^= 1;
    return copy;
  }

  private Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        entries.put(e.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private void rewrite(Map<String, byte[]> entries) throws IOException {
    rewrite(entries, ZipEntry.STORED);
  }

  private void rewrite(Map<String, byte[]> entries, int tensorMethod) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> named : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(named.getKey());
        if (named.getKey().startsWith("tensors/") && tensorMethod == ZipEntry.STORED) {
          CRC32 crc = new CRC32();
          crc.update(named.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(named.getValue().length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(named.getValue());
      }
    }
    Files.write(file, bytes.toByteArray());
  }
}
