package dev.kindling.datablock.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.ImageFolder;
import dev.kindling.datablock.QuarantineReason;
import dev.kindling.datablock.SparkFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkTest {
  private static final Selection IMAGES = Selection.of(FileKind.IMAGES);
  private static final SparkSession SPARK = SparkFixture.session();

  @TempDir Path root;

  @Test
  void findsImagesAtEveryDepthWhateverTheCaseOfTheirExtension() {
    folder().text("a.JPG", "").text("b/c.jpeg", "").text("b/d/e.webp", "").text("b/d/f.Tiff", "");

    assertThat(keys(walk()))
        .containsExactlyInAnyOrder("a.JPG", "b/c.jpeg", "b/d/e.webp", "b/d/f.Tiff");
  }

  @Test
  void countsWhatItSkips() throws Exception {
    folder()
        .text("a.png", "")
        .text("notes.txt", "")
        .text("png", "")
        .text(".hidden.png", "")
        .text(".cache/b.png", "");
    Files.createSymbolicLink(root.resolve("dangling.png"), root.resolve("nothing"));
    Files.createSymbolicLink(root.resolve("itself.png"), root.resolve("itself.png"));

    Walk walk = walk();

    assertThat(keys(walk)).containsExactly("a.png");
    assertThat(walk.skipped())
        .isEqualTo(Map.of("extension", 2L, "hidden", 2L, "dangling-link", 1L, "symlink-loop", 1L));
    assertThat(walk.scanned()).isEqualTo(7);
  }

  @Test
  void followsLinksButNeverInCircles() throws Exception {
    folder().text("a/1.png", "").text("b/2.png", "");
    Files.createSymbolicLink(root.resolve("a/up"), root);
    Files.createSymbolicLink(root.resolve("a/side"), root.resolve("b"));
    Files.createSymbolicLink(root.resolve("b/side"), root.resolve("a"));
    Files.createSymbolicLink(root.resolve("b/link.png"), root.resolve("a/1.png"));

    Walk walk = walk();

    assertThat(keys(walk))
        .containsExactlyInAnyOrder(
            "a/1.png", "a/side/2.png", "a/side/link.png", "b/2.png", "b/link.png", "b/side/1.png");
    assertThat(walk.skipped()).isEqualTo(Map.of("symlink-loop", 4L));
  }

  @Test
  void takesOneOfTwoNamesThatAreTheSameText() {
    folder().text("e\u0301.png", "").text("\u00e9.png", "");

    Walk walk = walk();

    assertThat(keys(walk)).containsExactly("\u00e9.png");
    assertThat(walk.skipped()).isEqualTo(Map.of("duplicate-key", 1L));
  }

  @Test
  void skipsANameThatIsNoText() throws Exception {
    folder().text("a.png", "");
    Process touch =
        new ProcessBuilder("bash", "-c", "touch \"$0/\"$'\\xff.png'", root.toString()).start();
    assertThat(touch.waitFor()).isZero();

    assertThat(walk().skipped()).isEqualTo(Map.of("undecodable-name", 1L));
  }

  @Test
  void skipsAPipe() throws Exception {
    folder().text("a.png", "");
    Process mkfifo = new ProcessBuilder("mkfifo", root.resolve("pipe.png").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();

    assertThat(walk().skipped()).isEqualTo(Map.of("not-a-file", 1L));
  }

  /** The administrator can list every directory, so one that is gone stands for a shut one. */
  @Test
  void countsADirectoryThatCannotBeListed() {
    LocalTree tree = LocalTree.of(root, IMAGES);

    Folder gone = tree.root().child("gone", root.resolve("gone").toString(), "/gone", false);

    assertThat(tree.list(gone))
        .toIterable()
        .containsExactly(new Entry.Skip(SkipReason.UNREADABLE_DIRECTORY));
  }

  @Test
  void refusesAFolderWithoutImages() {
    folder().text("notes.txt", "");

    assertThatThrownBy(this::walk)
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("No image files below")
        .hasMessageContaining("extension=1");
  }

  @Test
  void refusesAFolderThatIsNotThereOrAFile() {
    folder().text("a.png", "");

    assertThatThrownBy(() -> FileTree.of(root + "/none", new Configuration(), IMAGES))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> FileTree.of(root + "/a.png", new Configuration(), IMAGES))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("is not a folder");
  }

  @Test
  void understandsPathsAndUris() {
    assertThat(LocalTree.pathOf("/a b/100%")).contains(Path.of("/a b/100%"));
    assertThat(LocalTree.pathOf("file:///a%20b")).contains(Path.of("/a b"));
    assertThat(LocalTree.pathOf("file:/a")).contains(Path.of("/a"));
    assertThat(LocalTree.pathOf("file:///a b")).contains(Path.of("/a b"));
    assertThat(LocalTree.pathOf("hdfs://name/a")).isEmpty();
    assertThat(LocalTree.pathOf("hdfs:/a")).isEmpty();
  }

  @Test
  void walksThroughHadoopWithTheSameKeys() {
    folder().text("a/1.png", "").text("a/.hidden.png", "").text("b/c/2.jpg", "x").text("d.txt", "");

    Walk walk =
        Walk.through(SPARK, HadoopTree.of(root.toUri().toString(), new Configuration(), IMAGES));

    assertThat(keys(walk)).containsExactlyInAnyOrder("a/1.png", "b/c/2.jpg");
    assertThat(walk.skipped()).isEqualTo(Map.of("hidden", 1L, "extension", 1L));
  }

  @Test
  void readsTheSameBytesThroughHadoop() throws Exception {
    folder().text("a.png", "content");
    String uri = root.resolve("a.png").toUri().toString();

    assertThat(HadoopTree.of(root.toUri().toString(), new Configuration(), IMAGES).read(uri, 100))
        .asString()
        .isEqualTo("content");
  }

  @Test
  void refusesToReadMoreThanTheLimit() {
    folder().text("a.png", "content");
    LocalTree tree = LocalTree.of(root, IMAGES);

    assertThatThrownBy(() -> tree.read(root.resolve("a.png").toString(), 6))
        .isInstanceOfSatisfying(
            BadItemException.class,
            e -> assertThat(e.reason()).isEqualTo(QuarantineReason.TOO_MANY_BYTES));
  }

  @Test
  void refusesNamesInAnotherEncoding() {
    NameEncoding.require("UTF-8");

    assertThatThrownBy(() -> NameEncoding.require("ANSI_X3.4-1968"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("LC_ALL=C.UTF-8");
  }

  @Test
  void countsFilesAndBytes() {
    folder().text("a.png", "12345").text("b/c.png", "123");

    assertThat(walk().bytes()).isEqualTo(8);
  }

  @Test
  void listsAFolderOfManyFiles() {
    for (int i = 0; i < 2_000; i++) {
      folder().text("flat/%d.png".formatted(i), "");
    }

    assertThat(walk().rows().select("key").distinct().count()).isEqualTo(2_000);
  }

  @Test
  void executorsListWhatTheDriverLeavesToThem() {
    for (int i = 0; i < 50; i++) { // more folders than the driver looks into
      folder().text("%d/1.png".formatted(i), "12").text("%d/deep/er/2.png".formatted(i), "3");
      folder().text("%d/notes.txt".formatted(i), "");
    }

    Walk walk = walk();

    assertThat(walk.rows().select("key").distinct().count()).isEqualTo(100);
    assertThat(walk.items()).isEqualTo(100);
    assertThat(walk.bytes()).isEqualTo(150);
    assertThat(walk.skipped()).isEqualTo(Map.of("extension", 50L));
  }

  @Test
  void findsNamedFoldersInARootThatIsTooLongForTheDriver() {
    folder().text("train/1.png", "");
    for (int i = 0; i < Beginning.MOST_ENTRIES; i++) {
      folder().text(i + ".png", "");
    }
    Configuration none = new Configuration();

    assertThat(
            keys(Walk.through(SPARK, FileTree.of(root.toString(), none, IMAGES.folders("train")))))
        .hasSize(Beginning.MOST_ENTRIES + 1)
        .contains("train/1.png");
    assertThatThrownBy(
            () ->
                Walk.through(
                    SPARK, FileTree.of(root.toString(), none, IMAGES.folders("train", "trian"))))
        .hasMessageContaining("has no folder trian");
  }

  private ImageFolder folder() {
    return new ImageFolder(root);
  }

  private Walk walk() {
    return Walk.through(SPARK, FileTree.of(root.toString(), new Configuration(), IMAGES));
  }

  private static List<String> keys(Walk walk) {
    return walk.rows().select("key").collectAsList().stream().map(row -> row.getString(0)).toList();
  }
}
