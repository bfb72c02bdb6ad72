package dev.kindling.datablock.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeginningTest {
  @TempDir Path root;

  @Test
  void isAllOfASmallTree() throws Exception {
    file("a/b/1.png");
    file("a/2.png");
    file("3.png");

    Beginning beginning = Beginning.of(tree());

    assertThat(beginning.rest()).isEmpty();
    assertThat(beginning.entries()).hasSize(5); // with two folders
    assertThat(Beginning.folders(beginning.entries()))
        .extracting(Folder::key)
        .containsExactly("a", "a/b");
  }

  @Test
  void leavesFoldersOfAWideTreeToTheExecutors() throws Exception {
    for (int i = 0; i < 40; i++) {
      file(i + "/1.png");
    }

    Beginning beginning = Beginning.of(tree());

    int below = Beginning.MOST_FOLDERS - 1; // the root is one
    assertThat(beginning.entries()).hasSize(40 + below);
    assertThat(beginning.rest()).hasSize(40 - below);
  }

  @Test
  void leavesALongFolderWholeToTheExecutors() throws Exception {
    file("a/1.png");
    for (int i = 0; i < Beginning.MOST_ENTRIES; i++) {
      file("a/b/" + i + ".png");
    }

    Beginning beginning = Beginning.of(tree());

    assertThat(beginning.entries()).hasSize(3);
    assertThat(beginning.rest()).extracting(Folder::key).containsExactly("a/b");
  }

  private FileTree tree() {
    return FileTree.of(root.toString(), new Configuration(), Selection.of(FileKind.IMAGES));
  }

  private void file(String path) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }
}
