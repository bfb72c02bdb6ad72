package dev.kindling.augment;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.batch.Layout;
import java.io.Serializable;

/**
 * What comes out of a backend: square float32 images.
 *
 * @param size rows and columns, in pixels, at least 1
 * @param layout how they lie in memory
 * @param sampling how source pixels become output pixels
 * @param normalize what is done to each channel
 */
record Output(int size, Layout layout, Sampling sampling, Normalize normalize)
    implements Serializable {
  Output {
    requireNonNull(layout, "layout");
    requireNonNull(sampling, "sampling");
    requireNonNull(normalize, "normalize");
    if (size < 1) {
      throw new IllegalArgumentException("Augmentation size must be at least 1, got " + size);
    }
  }

  /** Elements from one channel of a pixel to the next. */
  int channelStride() {
    return layout == Layout.NCHW ? size * size : 1;
  }

  /** Elements from one column to the next. */
  int columnStride() {
    return layout == Layout.NCHW ? 1 : 3;
  }

  /** Elements of one image. */
  int area() {
    return 3 * size * size;
  }
}
