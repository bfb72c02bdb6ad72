package dev.kindling.jobs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk of few megabytes: a tmpfs, which only root may mount.
 *
 * @param path where it is mounted
 */
public record SmallDisk(Path path) implements AutoCloseable {

  /** Mounts one there, or has the test skipped if this process may not. */
  public static SmallDisk at(Path path, int megabytes) throws IOException {
    Files.createDirectories(path);
    SmallDisk disk = new SmallDisk(path);
    assumeTrue(
        ran("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", path.toString()),
        "skipped: a full disk needs root, to mount a small tmpfs");
    return disk;
  }

  /** Makes it larger; what is on it stays. */
  public void grow(int megabytes) {
    if (!ran("mount", "-o", "remount,size=" + megabytes + "m", path.toString())) {
      throw new IllegalStateException("Cannot grow " + path);
    }
  }

  @Override
  public void close() {
    if (!ran("umount", "--lazy", path.toString())) {
      throw new IllegalStateException("Cannot unmount " + path);
    }
  }

  private static boolean ran(String... command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
