package dev.kindling.bench.prepare;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** The peer: what one writes in ten minutes, with OpenCV, on as many threads as Spark has. */
final class PlainLoop {
  private final List<Path> files;
  private final int threads;
  private final Shrink shrink;

  PlainLoop(List<Path> files, int threads, int presize) {
    this.files = files;
    this.threads = threads;
    this.shrink = new Shrink(presize);
  }

  /** What is done to one image. */
  Shrink shrink() {
    return shrink;
  }

  /** Reads and decodes all files; counts those that decode. */
  long decode() {
    return each(file -> Shrink.decodes(read(files.get(file))) ? 1 : 0);
  }

  /** Reads, decodes and shrinks all files, and writes a file for each. */
  void write(Path to) {
    long written =
        each(
            file -> {
              byte[] small = shrink.apply(read(files.get(file)));
              try {
                Files.write(to.resolve(file + ".jpg"), small);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return 1;
            });
    if (written != files.size()) {
      throw new IllegalStateException("Wrote %d of %d".formatted(written, files.size()));
    }
  }

  private long each(ToLongFunction<Integer> work) {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(
              () -> IntStream.range(0, files.size()).parallel().boxed().mapToLong(work).sum())
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Decodes an image to know that it can be, and shrinks it.
   *
   * @param shortSide pixels; 0 to give back the bytes as they came
   */
  record Shrink(int shortSide) implements Serializable {
    Shrink {
      setNumThreads(1);
    }

    static boolean decodes(byte[] content) {
      try (PointerScope scope = new PointerScope()) {
        return !decoded(content).empty();
      }
    }

    byte[] apply(byte[] content) {
      try (PointerScope scope = new PointerScope()) {
        Mat picture = decoded(content);
        int side = Math.min(picture.cols(), picture.rows());
        if (shortSide == 0 || side <= shortSide) {
          return content;
        }
        Mat small = new Mat();
        Size size = new Size(picture.cols() * shortSide / side, picture.rows() * shortSide / side);
        resize(picture, small, size, 0, 0, INTER_AREA);
        BytePointer encoded = new BytePointer();
        imencode(".jpg", small, encoded);
        byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
        encoded.get(bytes);
        return bytes;
      }
    }

    private static Mat decoded(byte[] content) {
      return imdecode(new Mat(1, content.length, CV_8UC1, new BytePointer(content)), IMREAD_COLOR);
    }
  }
}
