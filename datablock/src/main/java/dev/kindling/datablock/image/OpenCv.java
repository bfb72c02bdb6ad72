package dev.kindling.datablock.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The only door to OpenCV. Each call copies in and out and leaves no native memory behind; calls
 * may run on any number of threads, each of which does its own work (OpenCV's pool is off).
 */
final class OpenCv {
  static {
    setNumThreads(1);
  }

  private OpenCv() {}

  /**
   * Decodes as stored, orientation not applied; to RGB unless the buffer takes any order.
   *
   * @param reduction 1, 2, 4 or 8: the JPEG is decoded to that fraction of its size, rounded up
   * @param buffer where the pixels go
   * @throws IOException if OpenCV refuses
   */
  static Image decode(byte[] content, int reduction, PixelBuffer buffer) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      Mat encoded = new Mat(1, content.length, CV_8UC1, new BytePointer(content));
      Mat picture =
          imdecode(encoded, flags(reduction) | IMREAD_IGNORE_ORIENTATION, buffer.decoded());
      if (picture.empty()) {
        throw new IOException("OpenCV read no picture");
      }
      if (buffer.anyOrder()) {
        return within(buffer, picture, ChannelOrder.BGR);
      }
      cvtColor(picture, buffer.rgb(), COLOR_BGR2RGB);
      return within(buffer, buffer.rgb(), ChannelOrder.RGB);
    } catch (RuntimeException e) { // how JavaCPP hands over a cv::Exception
      throw new IOException("OpenCV refused: " + e.getMessage(), e);
    }
  }

  /** The image at another size, each output pixel the mean of the area that it covers. */
  static Image shrink(Image image, int width, int height) {
    try (PointerScope scope = new PointerScope()) {
      Mat small = new Mat();
      resize(mat(image), small, new Size(width, height), 0, 0, INTER_AREA);
      return filled(
          Image.of(new byte[Math.multiplyExact(width, height) * Image.CHANNELS], width, height),
          small);
    }
  }

  static byte[] jpeg(Image image, int quality) {
    return encode(image, ".jpg", IMWRITE_JPEG_QUALITY, quality);
  }

  static byte[] png(Image image) {
    return encode(image, ".png");
  }

  private static byte[] encode(Image image, String extension, int... parameters) {
    try (PointerScope scope = new PointerScope()) {
      Mat picture = mat(image);
      cvtColor(picture, picture, COLOR_RGB2BGR);
      BytePointer encoded = new BytePointer();
      if (!imencode(extension, picture, encoded, new IntPointer(parameters))) {
        throw new IllegalStateException(
            "OpenCV could not encode %d x %d pixels as %s"
                .formatted(image.width(), image.height(), extension));
      }
      byte[] content = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(content);
      return content;
    }
  }

  private static int flags(int reduction) {
    return switch (reduction) {
      case 1 -> IMREAD_COLOR;
      case 2 -> IMREAD_REDUCED_COLOR_2;
      case 4 -> IMREAD_REDUCED_COLOR_4;
      case 8 -> IMREAD_REDUCED_COLOR_8;
      default ->
          throw new IllegalArgumentException("reduction must be 1, 2, 4 or 8, got " + reduction);
    };
  }

  private static Mat mat(Image image) {
    return new Mat(image.height(), image.width(), CV_8UC3, new BytePointer(image.pixels()));
  }

  private static Image within(PixelBuffer buffer, Mat picture, ChannelOrder order) {
    return filled(Image.within(buffer, picture.cols(), picture.rows(), order), picture);
  }

  private static Image filled(Image image, Mat picture) {
    ByteBuffer pixels = picture.createBuffer();
    pixels.get(image.pixels(), 0, pixels.remaining());
    return image;
  }
}
