package dev.kindling.jobs.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.ImageFolder;
import dev.kindling.datablock.Labeler;
import dev.kindling.datablock.Scan;
import dev.kindling.datablock.SparkFixture;
import dev.kindling.datablock.Splitter;
import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.Texts;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.text.VocabLimits;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExactLookTest {
  @TempDir Path folder;

  @Test
  void showsATextThatIsLabelledTwiceThoughOneOfThemWasDropped() {
    new ImageFolder(folder.resolve("films"))
        .text("train/good/1.txt", "a fine film")
        .text("train/good/2.txt", "a film to like")
        .text("train/bad/1.txt", "a fine film")
        .text("train/bad/2.txt", "a dull film")
        .text("train/bad/3.txt", "a dull film")
        .text("valid/good/1.txt", "fine");

    PreparedDataset dataset =
        Scan.texts(SparkFixture.session(), folder.resolve("films").toString())
            .label(Labeler.parentFolder())
            .split(Splitter.byFolder("train", "valid"))
            .process(Texts.tokenize().within(new VocabLimits(100, 1)), Targets.categories())
            .duplicates(Duplicates.DROP)
            .write(folder.resolve("data").toString());

    assertThat(ExactLook.line(dataset.manifest()))
        .isEqualTo("2 exact duplicates (1 contents with different labels)");
    assertThat(ExactLook.fact(dataset.manifest())).isEqualTo("2, 1 contents with different labels");
    assertThat(ExactLook.conflicts(dataset))
        .containsExactly(List.of("a fine film", "bad, good", "train/bad/1.txt, train/good/1.txt"));
  }
}
