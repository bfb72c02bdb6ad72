package dev.kindling.datablock.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.ImageFolder;
import dev.kindling.datablock.SparkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each walk through Java's own file access, and through Hadoop under another scheme. */
class SelectionTest {
  private static final Selection IMAGES = Selection.of(FileKind.IMAGES);

  @TempDir Path root;

  enum Access {
    LOCAL,
    HADOOP
  }

  @BeforeEach
  void plant() throws IOException {
    new ImageFolder(root)
        .text("top.png", "1")
        .text("train/cat/1.png", "22")
        .text("train/cat/2.JPG", "333")
        .text("train/dog/3.gif", "")
        .text("train/dog/notes.txt", "")
        .text("valid/cat/4.png", "")
        .text("valid/.cache/5.png", "")
        .text("valid/.6.png", "")
        .text("größe/a b:c%20.png", "")
        .text("tmp/7.png", "")
        .text("tmp/deep/8.png", "");
    Files.createSymbolicLink(root.resolve("train/cat/up"), root.resolve("train"));
    Files.createSymbolicLink(root.resolve("valid/side"), root.resolve("tmp"));
    Files.createSymbolicLink(root.resolve("valid/link.png"), root.resolve("top.png"));
  }

  @ParameterizedTest
  @EnumSource
  void takesAllImagesAndFollowsLinks(Access access) {
    Walk walk = walk(access, IMAGES);

    assertThat(keys(walk))
        .containsExactlyInAnyOrder(
            "top.png",
            "train/cat/1.png",
            "train/cat/2.JPG",
            "train/dog/3.gif",
            "valid/cat/4.png",
            "valid/link.png",
            "valid/side/7.png",
            "valid/side/deep/8.png",
            "größe/a b:c%20.png",
            "tmp/7.png",
            "tmp/deep/8.png");
    assertThat(walk.skipped()).isEqualTo(Map.of("hidden", 2L, "extension", 1L, "symlink-loop", 1L));
    assertThat(walk.bytes()).isEqualTo(1 + 2 + 3 + 1);
  }

  @ParameterizedTest
  @EnumSource
  void skipsAndCountsLinks(Access access) {
    Walk walk = walk(access, IMAGES.links(Links.SKIP));

    assertThat(keys(walk)).doesNotContain("valid/link.png", "valid/side/7.png").hasSize(8);
    assertThat(walk.skipped()).isEqualTo(Map.of("hidden", 2L, "extension", 1L, "symlink", 3L));
  }

  @ParameterizedTest
  @EnumSource
  void readsHiddenNames(Access access) {
    Walk walk = walk(access, IMAGES.hidden(Hidden.READ));

    assertThat(keys(walk)).contains("valid/.cache/5.png", "valid/.6.png");
    assertThat(walk.skipped()).isEqualTo(Map.of("extension", 1L, "symlink-loop", 1L));
  }

  @ParameterizedTest
  @EnumSource
  void takesOtherExtensions(Access access) {
    assertThat(keys(walk(access, IMAGES.extensions("txt", ".gif"))))
        .containsExactlyInAnyOrder("train/dog/3.gif", "train/dog/notes.txt");
    assertThat(walk(access, IMAGES.extensions("*")).skipped()).doesNotContainKey("extension");
  }

  @ParameterizedTest
  @EnumSource
  void takesWhatIncludeMatchesAndExcludeDoesNot(Access access) {
    Walk walk =
        walk(access, IMAGES.include("train/**", "valid/cat/*").exclude("**/*.gif", "*/cat/up"));

    assertThat(keys(walk))
        .containsExactlyInAnyOrder("train/cat/1.png", "train/cat/2.JPG", "valid/cat/4.png");
    assertThat(walk.skipped())
        .isEqualTo(Map.of("hidden", 2L, "extension", 1L, "excluded", 2L, "not-included", 7L));
    assertThat(walk.scanned()).isEqualTo(15);
  }

  @ParameterizedTest
  @EnumSource
  void looksIntoNoFolderThatIsExcluded(Access access) {
    Walk walk = walk(access, IMAGES.exclude("tmp", "valid"));

    assertThat(keys(walk)).hasSize(5).noneMatch(key -> key.startsWith("tmp/"));
    assertThat(walk.skipped())
        .isEqualTo(Map.of("excluded", 2L, "extension", 1L, "symlink-loop", 1L));
  }

  @ParameterizedTest
  @EnumSource
  void looksIntoTheNamedFoldersOfTheRootOnly(Access access) {
    Walk walk = walk(access, IMAGES.folders("train", "größe"));

    assertThat(keys(walk))
        .containsExactlyInAnyOrder(
            "top.png",
            "train/cat/1.png",
            "train/cat/2.JPG",
            "train/dog/3.gif",
            "größe/a b:c%20.png");
    assertThat(walk.skipped())
        .isEqualTo(Map.of("not-included", 2L, "extension", 1L, "symlink-loop", 1L));
  }

  @ParameterizedTest
  @EnumSource
  void refusesAFolderThatIsNotThere(Access access) {
    assertThatThrownBy(() -> walk(access, IMAGES.folders("train", "trian", "validd")))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("has no folder trian, validd");
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryFileItFound(Access access) {
    FileTree tree = tree(access, IMAGES);

    List<Integer> lengths =
        Walk.through(SparkFixture.session(), tree).rows().orderBy("key").collectAsList().stream()
            .map(row -> length(tree, row.getString(1)))
            .toList();

    assertThat(lengths).containsExactly(0, 0, 0, 1, 2, 3, 0, 0, 1, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  void takesOneOfTwoPathsThatAreTheSameText(Access access) {
    new ImageFolder(root)
        .text("e\u0301/1.png", "")
        .text("\u00e9/1.png", "")
        .text("e\u0301/2.png", "")
        .text("\u00e9/3.png", "");

    Walk walk = walk(access, IMAGES.include("\u00e9/**"));

    assertThat(keys(walk))
        .containsExactlyInAnyOrder("\u00e9/1.png", "\u00e9/2.png", "\u00e9/3.png");
    assertThat(walk.skipped()).containsEntry("duplicate-key", 1L);
  }

  @ParameterizedTest
  @EnumSource
  void knowsWhatLiesBelowTheRoot(Access access) {
    FileTree tree = tree(access, IMAGES);
    String top = tree.root().location();

    assertThat(tree.below("train/1.png")).contains("train/1.png");
    assertThat(tree.below(top + "/train/1.png")).contains("train/1.png");
    assertThat(tree.below(root + "/train/1.png")).contains("train/1.png");
    assertThat(tree.below("/etc/passwd")).isEmpty();
    assertThat(tree.below("s3a://bucket/train/1.png")).isEmpty();
    assertThat(tree.below(top + "x/1.png")).isEmpty();
  }

  private static int length(FileTree tree, String location) {
    try {
      return tree.read(location, 100).length;
    } catch (dev.kindling.datablock.BadItemException e) {
      throw new AssertionError(e);
    }
  }

  private Walk walk(Access access, Selection selection) {
    return Walk.through(SparkFixture.session(), tree(access, selection));
  }

  private FileTree tree(Access access, Selection selection) {
    return access == Access.LOCAL
        ? FileTree.of(root.toString(), new Configuration(), selection)
        : FileTree.of(OtherScheme.uri(root), OtherScheme.configuration(), selection);
  }

  private static List<String> keys(Walk walk) {
    return walk.rows().select("key").collectAsList().stream().map(row -> row.getString(0)).toList();
  }
}
