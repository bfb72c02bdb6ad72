package dev.kindling.datablock.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * Java's image readers: those of TwelveMonkeys first, then the JDK's, each tried in turn. Others on
 * the class path are left out, so that the same bytes give the same pixels everywhere.
 */
final class ImageIoReaders {
  private static final String TWELVE_MONKEYS = "com.twelvemonkeys.";
  private static final String JDK = "com.sun.imageio.";

  static {
    registerOwnPlugins();
  }

  private ImageIoReaders() {}

  /**
   * Decodes to RGB as stored, orientation not applied.
   *
   * @throws IOException if every reader refuses; the last one's refusal is the cause
   */
  static Image decode(byte[] content, ImageFormat format, long maxPixels) throws IOException {
    IOException refusal = new IOException("no reader for " + format.text());
    for (ImageReaderSpi reader : readers(format, TWELVE_MONKEYS, JDK)) {
      try {
        return RgbPixels.of(read(reader, content, maxPixels, (source, text) -> {}));
      } catch (IOException | RuntimeException | StackOverflowError e) {
        refusal = new IOException("ImageIO refused: " + e, e);
      }
    }
    throw refusal;
  }

  /** Reads a JPEG with the JDK's reader, which, unlike the others, tells of missing data. */
  static void readJpeg(byte[] content, long maxPixels, IIOReadWarningListener listener)
      throws IOException {
    for (ImageReaderSpi reader : readers(ImageFormat.JPEG, JDK)) {
      try {
        read(reader, content, maxPixels, listener);
      } catch (RuntimeException e) {
        throw new IOException("ImageIO refused: " + e, e);
      }
    }
  }

  private static BufferedImage read(
      ImageReaderSpi spi, byte[] content, long maxPixels, IIOReadWarningListener listener)
      throws IOException {
    ImageReader reader = spi.createReaderInstance();
    try (MemoryImageInput input = new MemoryImageInput(content)) {
      reader.setInput(input, false, true);
      reader.addIIOReadWarningListener(listener);
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > maxPixels) {
        throw new IOException("%d pixels, at most %d are read".formatted(pixels, maxPixels));
      }
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  /** The readers of these makers, makers in the order given, each maker's by class name. */
  private static List<ImageReaderSpi> readers(ImageFormat format, String... makers) {
    List<ImageReaderSpi> found = new ArrayList<>();
    for (String maker : makers) {
      allReaders()
          .filter(spi -> spi.getClass().getName().startsWith(maker))
          .filter(spi -> List.of(spi.getFormatNames()).contains(format.text()))
          .sorted(Comparator.comparing(spi -> spi.getClass().getName()))
          .forEach(found::add);
    }
    return found;
  }

  private static Stream<ImageReaderSpi> allReaders() {
    Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(all, 0), false);
  }

  /** ImageIO looks for plugins with the thread's class loader, which on an executor may lack us. */
  private static void registerOwnPlugins() {
    ImageIO.setUseCache(false);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ImageIoReaders.class.getClassLoader());
    try {
      ImageIO.scanForPlugins();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
