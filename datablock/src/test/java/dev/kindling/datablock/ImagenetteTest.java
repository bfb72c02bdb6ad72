package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("shared-data")
class ImagenetteTest {
  private static final SparkSession SPARK = SparkFixture.session();

  @TempDir Path target;

  @Test
  void preparesEveryPhoto() {
    String source = SharedData.require("images/imagenette-mini").toString();

    PreparedDataset dataset =
        Scan.images(SPARK, source)
            .label(Labeler.parentFolder())
            .split(Splitter.byFolder("train", "val"))
            .process(Images.decode(), Targets.categories())
            .write(target.resolve("imagenette").toString());

    Manifest manifest = dataset.manifest();
    assertThat(manifest.count(Split.TRAIN)).isEqualTo(3000);
    assertThat(manifest.count(Split.VALID)).isEqualTo(1000);
    assertThat(manifest.vocab()).hasSize(10).isSorted();
    assertThat(manifest.quarantined()).isEmpty();
    assertThat(dataset.rows().count()).isEqualTo(4000);
    assertThat(manifest.mean()).allSatisfy(mean -> assertThat(mean).isBetween(0.40, 0.50));
    assertThat(manifest.std()).allSatisfy(std -> assertThat(std).isBetween(0.24, 0.32));
  }
}
