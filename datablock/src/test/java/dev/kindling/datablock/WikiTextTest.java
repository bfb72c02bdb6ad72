package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.Texts;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.datablock.text.Tokenizer;
import dev.kindling.datablock.text.VocabLimits;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("shared-data")
class WikiTextTest {
  private static final SparkSession SPARK = SparkFixture.session();

  @TempDir Path target;

  @Test
  void hasTheTokensAndTypesThatArePublished() {
    String source = SharedData.require("text/wikitext-2").toString();

    Manifest manifest =
        Scan.texts(SPARK, source, Documents.sections("^ = [^=]* = $"))
            .label(Labeler.none())
            .split(Splitter.byName(SplitNames.of("train", "valid")))
            .process(
                Texts.tokenize()
                    .by(TextRules.none(Tokenizer.whitespace("<eos>")))
                    .within(new VocabLimits(1_000_000, 1)),
                Targets.none())
            .maxQuarantined(0)
            .write(target.resolve("data").toString())
            .manifest();

    assertThat(manifest.text().of(Split.TRAIN).tokens()).isEqualTo(2_088_628);
    assertThat(manifest.text().of(Split.VALID).tokens()).isEqualTo(217_646);
    assertThat(manifest.text().types()).isEqualTo(33_278);
    assertThat(manifest.text().of(Split.VALID).unknown()).isZero();
    assertThat(manifest.count(Split.VALID)).isEqualTo(60);
  }
}
