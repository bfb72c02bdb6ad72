package dev.kindling.jobs.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.ImageFolder;
import dev.kindling.datablock.Labeler;
import dev.kindling.datablock.Scan;
import dev.kindling.datablock.SparkFixture;
import dev.kindling.datablock.Splitter;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageEncoder;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.run.Findings.Picture;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearLookTest {
  private static final int SIDE = 96;

  @TempDir Path root;
  @TempDir Path beside;

  @Test
  void showsClustersThoseWithSeveralLabelsFirst() {
    write("train/a/1.jpg", 3, 95);
    write("valid/a/1-again.jpg", 3, 50);
    write("train/b/2.jpg", 5, 95);
    write("valid/a/2-other-label.jpg", 5, 50);
    write("train/b/3.jpg", 7, 95);
    write("valid/b/4.jpg", 9, 95);
    PreparedDataset looked = prepared(NearDuplicates.REPORT);

    assertThat(NearLook.of(looked))
        .extracting(Picture::caption)
        .containsExactly(
            "train: b\ntrain/b/2.jpg",
            "valid: a\nvalid/a/2-other-label.jpg",
            "train: a\ntrain/a/1.jpg",
            "valid: a\nvalid/a/1-again.jpg");
    assertThat(NearLook.of(prepared(NearDuplicates.IGNORE))).isEmpty();
  }

  private PreparedDataset prepared(NearDuplicates policy) {
    return Scan.images(SparkFixture.session(), root.toString())
        .label(Labeler.parentFolder())
        .split(Splitter.byFolder("train", "valid"))
        .process(Images.decode().nearDuplicates(policy), Targets.categories())
        .write(beside.resolve(policy.name()).toString());
  }

  /** Waves that cross, others for each number. */
  private void write(String key, int number, int quality) {
    byte[] pixels = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < pixels.length; i++) {
      double x = (double) (i / 3 % SIDE) / SIDE;
      double y = (double) (i / 3 / SIDE) / SIDE;
      double wave = Math.cos(number * x + 2 * number * y) + Math.cos((30 - 3 * number) * x * y);
      pixels[i] = (byte) Math.round(127 + 60 * wave);
    }
    byte[] jpeg = ImageEncoder.jpeg(Image.of(pixels, SIDE, SIDE), quality);
    new ImageFolder(root).bytes(key, jpeg);
  }
}
