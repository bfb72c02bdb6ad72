package dev.kindling.bench.prepare;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench items}: a folder of many small images, no two alike, to prove what many cost. */
@Command(
    name = "items",
    description = "Writes many small JPEGs, all different, in class folders of a thousand.",
    mixinStandardHelpOptions = true)
public final class ItemGenerator implements Callable<Integer> {
  private static final int SIDE = 16;
  private static final int CLASSES = 10;
  private static final int FILES_OF_A_FOLDER = 1_000;

  @Option(names = "--count", required = true, description = "How many.")
  private int count;

  @Option(names = "--to", required = true, description = "A folder that does not exist yet.")
  private Path to = Path.of("");

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(to.toAbsolutePath().getParent());
    Files.createDirectory(to);
    int folders = (count + FILES_OF_A_FOLDER - 1) / FILES_OF_A_FOLDER;
    IntStream.range(0, folders).parallel().forEach(this::folder);
    System.out.printf("%,d images of %d x %d in %s%n", count, SIDE, SIDE, to);
    return 0;
  }

  /** Folder n holds images of class n mod 10. */
  private void folder(int number) {
    try {
      Path folder =
          Files.createDirectories(
              to.resolve("part-%06d".formatted(number)).resolve("class-" + number % CLASSES));
      int from = number * FILES_OF_A_FOLDER;
      for (int i = from; i < Math.min(count, from + FILES_OF_A_FOLDER); i++) {
        byte[] jpeg = ImageEncoder.jpeg(image(i), ImageEncoder.SMALL);
        Files.write(folder.resolve("%09d.jpg".formatted(i)), jpeg);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Image image(int number) {
    RandomGenerator random = new Seed(1).random("item " + number, 0);
    byte[] pixels = new byte[SIDE * SIDE * Image.CHANNELS];
    random.nextBytes(pixels);
    return Image.of(pixels, SIDE, SIDE);
  }
}
