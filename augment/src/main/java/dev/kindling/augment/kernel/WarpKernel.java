package dev.kindling.augment.kernel;

import com.aparapi.Kernel;

/**
 * Warps, colours, normalises and erases a batch of images of any sizes. One work item writes one
 * output pixel: column by the first global id, row by the second, all rows of all images below one
 * another.
 *
 * <p>Fields are the kernel's arguments; {@link WarpArguments} says what the arrays hold.
 */
final class WarpKernel extends Kernel {
  /** Ints of an image in {@code sources}. */
  static final int SOURCES = 7;

  /** Floats of an image in {@code numbers}. */
  static final int NUMBERS = 22;

  static final int ZEROS = 0;
  static final int BORDER = 1;

  final byte[] pixels;
  final int[] sources;
  final float[] numbers;
  final int[] boxes;
  final float[] normalize = new float[6];
  final float[] output;

  int size;
  int count;
  int channelStride;
  int columnStride;
  int padding;
  int support;

  WarpKernel(int pixels, int images, int boxes, int outputs) {
    this.pixels = new byte[pixels];
    this.sources = new int[images * SOURCES];
    this.numbers = new float[images * NUMBERS];
    this.boxes = new int[boxes * 4];
    this.output = new float[outputs];
  }

  @Override
  public void run() {
    int column = getGlobalId(0);
    int line = getGlobalId(1);
    if (column < size && line < size * count) {
      int image = line / size;
      int row = line - image * size;
      int s = image * SOURCES;
      int n = image * NUMBERS;
      float middle = (size - 1) * 0.5f;
      float u = column - middle;
      float v = row - middle;
      float w = numbers[n + 6] * u + numbers[n + 7] * v + 1f;
      float x = (numbers[n] * u + numbers[n + 1] * v + numbers[n + 2]) / w;
      float y = (numbers[n + 3] * u + numbers[n + 4] * v + numbers[n + 5]) / w;
      x = min(1e6f, max(-1e6f, x));
      y = min(1e6f, max(-1e6f, y));
      float reachX = numbers[n + 8];
      float reachY = numbers[n + 9];
      int left = (int) ceil(x - reachX * support);
      int right = (int) floor(x + reachX * support);
      int top = (int) ceil(y - reachY * support);
      int bottom = (int) floor(y + reachY * support);
      int width = sources[s + 1];
      int height = sources[s + 2];
      float sumX = 0f;
      for (int i = left; i <= right; i++) {
        sumX += weight((i - x) / reachX);
      }
      float sumY = 0f;
      float red = 0f;
      float green = 0f;
      float blue = 0f;
      for (int j = top; j <= bottom; j++) {
        float weightY = weight((j - y) / reachY);
        sumY += weightY;
        int sourceRow = fold(j + sources[s + 4], height);
        if (sourceRow >= 0) {
          for (int i = left; i <= right; i++) {
            int sourceColumn = fold(i + sources[s + 3], width);
            if (sourceColumn >= 0) {
              float both = weightY * weight((i - x) / reachX);
              int p = sources[s] + (sourceRow * width + sourceColumn) * 3;
              red += both * (pixels[p] & 0xFF);
              green += both * (pixels[p + 1] & 0xFF);
              blue += both * (pixels[p + 2] & 0xFF);
            }
          }
        }
      }
      float scale = 1f / (sumX * sumY);
      red = red * scale;
      green = green * scale;
      blue = blue * scale;
      int erased = 0;
      for (int b = sources[s + 5]; b < sources[s + 6]; b++) {
        int at = b * 4;
        if (column >= boxes[at]
            && row >= boxes[at + 1]
            && column < boxes[at + 2]
            && row < boxes[at + 3]) {
          erased = 1;
        }
      }
      for (int channel = 0; channel < 3; channel++) {
        int m = n + 10 + channel * 4;
        float value =
            numbers[m] * red + numbers[m + 1] * green + numbers[m + 2] * blue + numbers[m + 3];
        value = min(255f, max(0f, value)) * normalize[channel] + normalize[channel + 3];
        int to =
            image * 3 * size * size
                + channel * channelStride
                + (row * size + column) * columnStride;
        output[to] = erased == 1 ? 0f : value;
      }
    }
  }

  private float weight(float distance) {
    float t = abs(distance);
    float linear = max(0f, 1f - t);
    float near = (1.5f * t - 2.5f) * t * t + 1f;
    float far = ((-0.5f * t + 2.5f) * t - 4f) * t + 2f;
    float cubic = t <= 1f ? near : (t < 2f ? far : 0f);
    return support == 1 ? linear : cubic;
  }

  private int fold(int index, int length) {
    int period = 2 * length;
    int within = index - (index / period) * period;
    within = within < 0 ? within + period : within;
    int mirrored = within < length ? within : period - 1 - within;
    int nearest = index < 0 ? 0 : length - 1;
    int outside = padding == ZEROS ? -1 : (padding == BORDER ? nearest : mirrored);
    return index >= 0 && index < length ? index : outside;
  }
}
