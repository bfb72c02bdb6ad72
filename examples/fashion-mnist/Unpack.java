import java.awt.image.BufferedImage;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;

/**
 * Made the PNG folders beside this file from the Debian package {@code dataset-fashion-mnist}: the
 * first images of each class, and on purpose a truncated file, a text called .png, an exact
 * duplicate and a name with accents.
 *
 * <pre>{@code java examples/fashion-mnist/Unpack.java /usr/share/datasets/fashion-mnist examples/fashion-mnist}</pre>
 */
final class Unpack {
  private static final String[] CLASSES = {
    "T-shirt", "Trouser", "Pullover", "Dress", "Coat",
    "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"
  };
  private static final int TRAIN_PER_CLASS = 100;
  private static final int VALID_PER_CLASS = 25;

  public static void main(String[] arguments) throws IOException {
    Path source = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    unpack(source, "train", target.resolve("train"), TRAIN_PER_CLASS);
    unpack(source, "t10k", target.resolve("valid"), VALID_PER_CLASS);
    addOddities(target.resolve("train"));
  }

  private static void unpack(Path source, String name, Path target, int perClass)
      throws IOException {
    int[] taken = new int[CLASSES.length];
    try (DataInputStream images = open(source.resolve(name + "-images-idx3-ubyte.gz"));
        DataInputStream labels = open(source.resolve(name + "-labels-idx1-ubyte.gz"))) {
      images.readInt(); // magic number
      images.readInt(); // count
      int height = images.readInt();
      int width = images.readInt();
      labels.readLong(); // magic number and count
      while (Arrays.stream(taken).anyMatch(n -> n < perClass)) {
        byte[] pixels = images.readNBytes(height * width);
        int label = labels.readUnsignedByte();
        if (taken[label] < perClass) {
          taken[label]++;
          Path file = target.resolve(CLASSES[label]).resolve(taken[label] + ".png");
          Files.createDirectories(file.getParent());
          BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
          image.getRaster().setDataElements(0, 0, width, height, pixels);
          ImageIO.write(image, "png", file.toFile());
        }
      }
    }
  }

  private static void addOddities(Path train) throws IOException {
    byte[] bag = Files.readAllBytes(train.resolve("Bag/1.png"));
    Files.write(train.resolve("Bag/truncated.png"), Arrays.copyOf(bag, bag.length / 2));
    Files.writeString(
        train.resolve("Coat/notes.png"), "Not a picture: to do, wash at 30 degrees.\n", StandardCharsets.UTF_8);
    Files.copy(train.resolve("Sneaker/3.png"), train.resolve("Sneaker/copy of 3.png"));
    Files.move(train.resolve("T-shirt/1.png"), train.resolve("T-shirt/été.png"));
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new GZIPInputStream(Files.newInputStream(file)));
  }
}
