package dev.kindling.datablock.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.TarShards;
import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarShardTest {
  private static final SampleColumns LABELLED = SampleColumns.items().label("cls");

  @TempDir Path root;

  @Test
  void putsTogetherMembersWithTheSameNameUpToTheFirstDot() {
    byte[] tar =
        new TarShards()
            .other("cat", TarArchiveEntry.LF_DIR)
            .text("cat/1.jpg", "one")
            .text("cat/1.cls", "0\n")
            .text("cat/1.json", "{}")
            .text("./cat/2.seg.png", "mask")
            .text("./cat/2.JPG", "two")
            .text("./cat/2.cls", "1")
            .text("größe/2.png", "three")
            .bytes();

    assertThat(rows(tar, FileKind.IMAGES, LABELLED))
        .containsExactly(
            "s.tar/cat/1.jpg|one|0|document|null",
            "s.tar/cat/2.JPG|two|1|document|null",
            "s.tar/größe/2.png|three|null|document|null");
  }

  @Test
  void takesKeysLabelsAndSplitsOfTheJson() {
    byte[] tar =
        new TarShards()
            .text("1.txt", "one")
            .text("1.json", "{\"key\": \"a/1\", \"label\": 7, \"split\": \"train\"}")
            .text("2.txt", "two")
            .text("2.json", "{\"key\": \"a/2\", \"label\": null, \"split\": [1]}")
            .text("3.txt", "three")
            .text("3.json", "{")
            .text("4.txt", "four")
            .bytes();

    assertThat(rows(tar, FileKind.TEXTS, SampleColumns.prepared()))
        .containsExactly(
            "a/1|one|7|document|null",
            "a/2|two|null|document|null",
            "s.tar/3|null|null|bad|malformed-row",
            "s.tar/4|null|null|bad|malformed-row");
  }

  @Test
  void skipsWhatIsNoFileOrLeadsOut() {
    byte[] tar =
        new TarShards()
            .other("1.jpg", TarArchiveEntry.LF_SYMLINK)
            .other("2.jpg", TarArchiveEntry.LF_LINK)
            .other("3.jpg", TarArchiveEntry.LF_CHR)
            .other("4.jpg", TarArchiveEntry.LF_FIFO)
            .text("/etc/5.jpg", "x")
            .text("a/../../6.jpg", "x")
            .text("a/._7.jpg", "x")
            .text("README", "x")
            .text("8.cls", "1")
            .text("9.jpg", "good")
            .bytes();

    assertThat(rows(tar, FileKind.IMAGES, LABELLED))
        .containsExactly(
            "s.tar/1.jpg|null|null|skipped|symlink",
            "s.tar/2.jpg|null|null|skipped|symlink",
            "s.tar/3.jpg|null|null|skipped|not-a-file",
            "s.tar/4.jpg|null|null|skipped|not-a-file",
            "s.tar//etc/5.jpg|null|null|skipped|unsafe-name",
            "s.tar/a/../../6.jpg|null|null|skipped|unsafe-name",
            "s.tar/a/._7.jpg|null|null|skipped|hidden",
            "s.tar/README|null|null|skipped|extension",
            "s.tar/8|null|null|skipped|no-item",
            "s.tar/9.jpg|good|null|document|null");
  }

  @Test
  void doesNotGuessWhichOfTwoImagesIsMeant() {
    byte[] tar = new TarShards().text("1.jpg", "a").text("1.png", "b").bytes();

    assertThat(rows(tar, FileKind.IMAGES, LABELLED))
        .containsExactly("s.tar/1|null|null|bad|malformed-row");
    assertThat(
            rows(
                tar,
                FileKind.IMAGES,
                new SampleColumns(
                    java.util.Optional.of("PNG"),
                    java.util.Optional.empty(),
                    java.util.Optional.empty(),
                    java.util.Optional.empty())))
        .containsExactly("s.tar/1.png|b|null|document|null");
  }

  @Test
  void boundsWhatIsReadOfAMember() {
    byte[] tar =
        new TarShards()
            .text("1.jpg", "a")
            .file("1.cls", new byte[(1 << 20) + 1])
            .text("2.jpg", "b")
            .bytes();

    assertThat(rows(tar, FileKind.IMAGES, LABELLED))
        .containsExactly(
            "s.tar/1|null|null|bad|too-many-bytes", "s.tar/2.jpg|b|null|document|null");
  }

  @Test
  void boundsWhatIsReadOfAHeader() {
    byte[] tar = new TarShards().longName(new byte[3 << 20]).text("1.jpg", "a").bytes();

    assertThat(rows(tar, FileKind.IMAGES, LABELLED)).containsExactly("s.tar|null|null|bad|corrupt");
  }

  /** Wherever it is cut, what was whole before is kept, and the file itself is told as bad. */
  @Test
  void keepsWhatStandsBeforeACut() {
    byte[] tar =
        new TarShards()
            .text("1.jpg", "one")
            .text("1.cls", "0")
            .text("2.jpg", "x".repeat(700))
            .text("2.cls", "0")
            .bytes();
    int second = 4 * 512; // each of the first two members is a header and a record

    for (int cut = 1; cut < tar.length - 512; cut += 97) {
      List<String> rows = rows(Arrays.copyOf(tar, cut), FileKind.IMAGES, LABELLED);

      assertThat(rows).last().asString().startsWith("s.tar|null|null|bad|truncated");
      assertThat(rows.size()).isLessThanOrEqualTo(2);
      if (cut > second + 512) {
        assertThat(rows.get(0)).isEqualTo("s.tar/1.jpg|one|0|document|null");
      }
    }
    assertThat(rows(tar, FileKind.IMAGES, LABELLED)).hasSize(2).noneMatch(r -> r.contains("bad"));
  }

  @Test
  void tellsAFileThatIsNoTar() {
    byte[] noise = "no tar at all ".repeat(200).getBytes(UTF_8);

    assertThat(rows(noise, FileKind.IMAGES, LABELLED))
        .singleElement()
        .asString()
        .startsWith("s.tar|null|null|bad|");
    assertThat(rows(new byte[0], FileKind.IMAGES, LABELLED))
        .containsExactly("s.tar|null|null|bad|truncated");
    assertThat(rows(new TarShards().bytes(), FileKind.IMAGES, LABELLED)).isEmpty();
  }

  @Test
  void refusesPlacesThatAreNone() {
    assertThatThrownBy(() -> SampleColumns.items().label("json"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("json.label");
  }

  private List<String> rows(byte[] tar, FileKind kind, SampleColumns columns) {
    try {
      Path file = Files.write(root.resolve("s.tar"), tar);
      FileTree tree =
          FileTree.of(root.toString(), new Configuration(), Selection.of(FileKind.SHARDS));
      List<String> rows = new ArrayList<>();
      new TarShard(tree, "s.tar", file.toString(), kind, columns)
          .forEachRemaining(row -> rows.add(text(row)));
      return rows;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Row row) {
    byte[] content = (byte[]) row.get(2);
    return "%s|%s|%s|%s|%s"
        .formatted(
            row.get(0),
            content == null ? null : new String(content, UTF_8),
            row.get(3),
            row.get(5),
            row.get(6));
  }
}
