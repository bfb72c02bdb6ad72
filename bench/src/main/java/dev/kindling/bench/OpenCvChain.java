package dev.kindling.bench;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_core.split;
import static org.bytedeco.opencv.global.opencv_core.transform;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_INVERSE_MAP;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.warpPerspective;

import dev.kindling.augment.Homography;
import dev.kindling.augment.ItemPlan;
import dev.kindling.augment.Normalize;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The peer: OpenCV's own functions in the order that costs least. Warped and coloured as uint8,
 * which also clamps; split; each plane converted, scaled and shifted straight into a float batch.
 * One thread. Images stay in native memory from call to call, and each is decoded into the memory
 * of the one before, so nothing is copied or allocated for the peer.
 */
final class OpenCvChain {
  private final Mat decoded = new Mat();
  private final int size;
  private final Normalize normalize;
  private final FloatPointer batch;

  OpenCvChain(int size, Normalize normalize, int count) {
    setNumThreads(1);
    this.size = size;
    this.normalize = normalize;
    this.batch = new FloatPointer((long) count * 3 * size * size);
  }

  /** An RGB picture in native memory. */
  static Mat picture(dev.kindling.datablock.image.Image image) {
    return new Mat(image.height(), image.width(), CV_8UC3, new BytePointer(image.pixels()));
  }

  /** Decodes a JPEG to RGB, at a half, a quarter or an eighth of its size if that is asked for. */
  Mat decode(byte[] jpeg, int reduction) {
    try (PointerScope scope = new PointerScope()) {
      Mat encoded = new Mat(1, jpeg.length, CV_8UC1, new BytePointer(jpeg));
      imdecode(encoded, flags(reduction), decoded);
      cvtColor(decoded, decoded, COLOR_BGR2RGB);
      return decoded;
    }
  }

  private static int flags(int reduction) {
    return switch (reduction) {
      case 2 -> IMREAD_REDUCED_COLOR_2;
      case 4 -> IMREAD_REDUCED_COLOR_4;
      case 8 -> IMREAD_REDUCED_COLOR_8;
      default -> IMREAD_COLOR;
    };
  }

  /** One image of the batch. */
  void apply(Mat picture, ItemPlan plan, int index) {
    try (PointerScope scope = new PointerScope()) {
      Mat warped = new Mat();
      warpPerspective(
          picture,
          warped,
          map(plan),
          new Size(size, size),
          INTER_LINEAR | WARP_INVERSE_MAP,
          BORDER_REFLECT,
          new Scalar());
      Mat colored = new Mat();
      transform(warped, colored, color(plan));
      MatVector planes = new MatVector();
      split(colored, planes);
      long plane = (long) size * size;
      for (int channel = 0; channel < 3; channel++) {
        double std = normalize.std().get(channel);
        FloatPointer to = batch.getPointer(((long) index * 3 + channel) * plane);
        planes
            .get(channel)
            .convertTo(
                new Mat(size, size, CV_32F, to),
                CV_32F,
                1 / (255 * std),
                -normalize.mean().get(channel) / std);
      }
    }
  }

  /** From output pixels to source pixels, both whole at pixel middles. */
  private Mat map(ItemPlan plan) {
    Homography map =
        Homography.translation(-0.5, -0.5)
            .after(
                plan.source()
                    .after(
                        Homography.affine(1.0 / size, 0, 0.5 / size, 0, 1.0 / size, 0.5 / size)));
    return matrix(
        3, CV_64F, map.a(), map.b(), map.c(), map.d(), map.e(), map.f(), map.g(), map.h(), map.i());
  }

  private static Mat color(ItemPlan plan) {
    double[] numbers = new double[12];
    for (int i = 0; i < 12; i++) {
      numbers[i] = plan.color().at(i / 4, i % 4) * (i % 4 == 3 ? 255 : 1);
    }
    return matrix(3, CV_32F, numbers);
  }

  private static Mat matrix(int rows, int type, double... numbers) {
    try (Mat doubles =
        new Mat(
            rows, numbers.length / rows, CV_64F, new org.bytedeco.javacpp.DoublePointer(numbers))) {
      Mat typed = new Mat();
      doubles.convertTo(typed, type);
      return typed;
    }
  }
}
