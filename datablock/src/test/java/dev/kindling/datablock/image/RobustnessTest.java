package dev.kindling.datablock.image;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Odd, damaged and hostile files, beside what Pillow 9.4 makes of them. */
@Tag("shared-data")
class RobustnessTest {
  private final ImageDecoder decoder = ImageDecoder.of(DecodeLimits.DEFAULT);

  private record Verdict(
      String path, boolean pillowReads, boolean imageIoReads, String here, long milliseconds) {
    String line() {
      return "Pillow %s, ImageIO %s, here %s"
          .formatted(pillowReads ? "reads" : "refuses", imageIoReads ? "reads" : "refuses", here);
    }
  }

  @Test
  void everyFileIsAnImageOrHasAReason() throws IOException {
    List<Verdict> verdicts = verdicts();

    new TreeMap<>(verdicts.stream().collect(groupingBy(Verdict::line, counting())))
        .forEach((line, count) -> System.out.printf("%-56s %5d%n", line, count));
    verdicts.stream()
        .max(comparingLong(Verdict::milliseconds))
        .ifPresent(v -> System.out.printf("slowest: %s, %d ms%n", v.path(), v.milliseconds()));
    assertThat(verdicts).hasSize(1454);
  }

  @Test
  void readsWhatPillowReadsButForFiveThatLackPixels() throws IOException {
    assertThat(verdicts())
        .filteredOn(v -> v.pillowReads() && !v.here().equals("read"))
        .hasSize(5)
        .allMatch(v -> v.here().equals("truncated"));
  }

  @Test
  void theEightOrientationsShowOnePicture() throws Exception {
    Path folder = SharedData.require("images/robustness/exif-orientation");
    Image upright = small(folder.resolve("Landscape_1.jpg"));

    for (int tag = 2; tag <= 8; tag++) {
      Image image = small(folder.resolve("Landscape_" + tag + ".jpg"));

      assertThat(image.width()).isEqualTo(upright.width());
      assertThat(Pictures.meanDifference(image, upright)).as("orientation " + tag).isLessThan(2.0);
    }
  }

  private Image small(Path path) throws IOException, BadItemException {
    return new Presize(64).shrink(decoder.decode(Files.readAllBytes(path)));
  }

  private List<Verdict> verdicts() throws IOException {
    Path folder = SharedData.require("images/robustness");
    List<Verdict> verdicts = new ArrayList<>();
    List<String> lines = Files.readAllLines(folder.resolve("manifest.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.split(",", 5);
      byte[] content = Files.readAllBytes(folder.resolve(columns[0]));
      long start = System.nanoTime();
      String here = verdict(content);
      long milliseconds = (System.nanoTime() - start) / 1_000_000;
      verdicts.add(
          new Verdict(
              columns[0],
              columns[4].startsWith("ok"),
              columns[3].startsWith("ok"),
              here,
              milliseconds));
    }
    return verdicts;
  }

  private String verdict(byte[] content) {
    try {
      decoder.decode(content);
      return "read";
    } catch (BadItemException e) {
      return e.reason().code();
    }
  }
}
