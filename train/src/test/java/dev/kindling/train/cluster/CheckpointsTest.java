package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.train.archive.Sha256;
import dev.kindling.train.loop.Ending;
import dev.kindling.train.optim.OptimizerState;
import dev.kindling.train.precision.LossScale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  private static final Identity IDENTITY = new Identity(Map.of("seed", "1"));

  @TempDir Path directory;

  private static Checkpoint at(int epoch, int step) {
    Progress progress =
        new Progress(
            new Cursor(epoch, step),
            Progress.SoFar.NONE,
            List.of(),
            List.of(),
            List.of(),
            Ending.COMPLETED);
    float[] parameters = {epoch, step, -0f, Float.MIN_VALUE};
    float[][] memory = {{1, 2, 3, 4}, {5, 6, 7, 8}};
    return new Checkpoint(
        IDENTITY,
        progress,
        ModelState.of(
            parameters,
            new OptimizerState(List.of("average", "square"), memory, 10L + step),
            new LossScale(1 << 10, 7)),
        new float[] {1, 2, 3, 4});
  }

  private Cursor resumed() {
    return Checkpoints.in(directory).toResume(IDENTITY).orElseThrow().progress().cursor();
  }

  private Path file(int epoch, int step) {
    return directory.resolve("epoch-%06d-step-%09d.checkpoint".formatted(epoch, step));
  }

  @Test
  void readsBackWhatWasSaved() {
    Checkpoints.in(directory).save(at(1, 7));

    Checkpoint read = Checkpoints.in(directory).toResume(IDENTITY).orElseThrow();

    assertThat(read.progress()).isEqualTo(at(1, 7).progress());
    assertThat(Sha256.of(read.state().parameters()))
        .isEqualTo(Sha256.of(at(1, 7).state().parameters()));
    assertThat(read.movingAverage()).containsExactly(1, 2, 3, 4);
    assertThat(read.state().lossScale()).isEqualTo(new LossScale(1 << 10, 7));
    assertThat(read.state().optimizer().names()).containsExactly("average", "square");
    assertThat(read.state().optimizer().vectors()[1]).containsExactly(5, 6, 7, 8);
    assertThat(read.state().optimizer().steps()).isEqualTo(17);
  }

  @Test
  void keepsTheLastOnes() {
    Checkpoints two = new Checkpoints(directory, 1, 2, Checkpoints.Resume.AUTO);
    two.save(at(0, 900));
    two.save(at(0, 1000));
    two.save(at(1, 0));

    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder(
            String.valueOf(file(0, 1000).getFileName()), String.valueOf(file(1, 0).getFileName()));
  }

  @Test
  void skipsACutOneForTheOneBefore() throws IOException {
    Checkpoints.in(directory).save(at(0, 5));
    Checkpoints.in(directory).save(at(0, 9));
    byte[] whole = Files.readAllBytes(file(0, 9));
    Files.write(file(0, 9), Arrays.copyOf(whole, whole.length / 2));

    assertThat(resumed()).isEqualTo(new Cursor(0, 5));
  }

  @Test
  void skipsOneWithAFlippedBitForTheOneBefore() throws IOException {
    Checkpoints.in(directory).save(at(0, 5));
    Checkpoints.in(directory).save(at(0, 9));
    byte[] bytes = Files.readAllBytes(file(0, 9));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[text.indexOf("\0\0\u0010A")] ^= 1; // 9f, little-endian
    Files.write(file(0, 9), bytes);

    assertThat(resumed()).isEqualTo(new Cursor(0, 5));
  }

  @Test
  void startsAnewWhenNoneIsWhole() throws IOException {
    Files.write(file(0, 9), new byte[100]);

    assertThat(Checkpoints.in(directory).toResume(IDENTITY)).isEmpty();
  }

  @Test
  void deletesWhatAKilledWriterLeft() throws IOException {
    Checkpoints.in(directory).save(at(0, 5));
    Path left = directory.resolve(".epoch-000000-step-000000009.checkpoint.123.tmp");
    Files.write(left, new byte[100]);

    assertThat(resumed()).isEqualTo(new Cursor(0, 5));
    assertThat(left).doesNotExist();
  }

  @Test
  void saysThatItCannotWriteAndKeepsTheLastOne() throws IOException {
    Checkpoints.in(directory).save(at(0, 5));
    Files.createDirectories(file(0, 9).resolve("in-the-way"));

    assertThatThrownBy(() -> Checkpoints.in(directory).save(at(0, 9)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot write checkpoint epoch-000000-step-000000009.checkpoint");

    assertThat(resumed()).isEqualTo(new Cursor(0, 5));
  }

  @Test
  void startsAnewWhereThereIsNothing() {
    assertThat(Checkpoints.in(directory.resolve("none")).toResume(IDENTITY)).isEmpty();
  }

  @Test
  void namesTheDifference() {
    Checkpoints.in(directory).save(at(0, 5));

    assertThatThrownBy(() -> Checkpoints.in(directory).toResume(new Identity(Map.of("seed", "2"))))
        .isInstanceOf(OtherFitException.class)
        .hasMessageContaining("seed is 1 there and 2 here");
  }
}
