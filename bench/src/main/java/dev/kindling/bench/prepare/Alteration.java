package dev.kindling.bench.prepare;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/** What happens to a photograph on its way from one folder to another. */
enum Alteration {
  COPIED("exact", 0, 1, 1, 0),
  ENCODED("as JPEG of quality 50", 50, 1, 1, 0),
  HALVED("half the size, JPEG 90", 90, 0.5, 1, 0),
  BRIGHTER("20 % brighter, JPEG 90", 90, 1, 1.2, 0),
  GLARING("50 % brighter, clipped, JPEG 90", 90, 1, 1.5, 0),
  TRIMMED("1 % cut off each side, JPEG 90", 90, 1, 1, 0.01),
  CROPPED("2.5 % cut off each side, JPEG 90", 90, 1, 1, 0.025);

  private final String text;
  private final int quality;
  private final double scale;
  private final double gain;
  private final double margin;

  Alteration(String text, int quality, double scale, double gain, double margin) {
    this.text = text;
    this.quality = quality;
    this.scale = scale;
    this.gain = gain;
    this.margin = margin;
  }

  String text() {
    return text;
  }

  /** An altered copy of a JPEG. */
  byte[] of(byte[] jpeg) {
    if (this == COPIED) {
      return jpeg;
    }
    try (PointerScope scope = new PointerScope()) {
      Mat picture = imdecode(new Mat(new BytePointer(jpeg), false), IMREAD_COLOR);
      int left = (int) Math.round(picture.cols() * margin);
      int top = (int) Math.round(picture.rows() * margin);
      int width = picture.cols() - 2 * left;
      int height = picture.rows() - 2 * top;
      Mat inner = new Mat(picture, new Rect(left, top, width, height));
      Mat sized = new Mat();
      Size size = new Size((int) (width * scale), (int) (height * scale));
      resize(inner, sized, size, 0, 0, INTER_AREA);
      Mat lit = new Mat();
      sized.convertTo(lit, sized.type(), gain, 0);
      BytePointer encoded = new BytePointer();
      imencode(".jpg", lit, encoded, new IntPointer(IMWRITE_JPEG_QUALITY, quality));
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }
}
