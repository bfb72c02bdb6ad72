package dev.kindling.datablock.image;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an image shows, in 256 bits that encoding, size, brightness and contrast hardly change: the
 * signs of the 256 lowest frequencies but the mean, of the discrete cosine transform of the picture
 * in grey on 64 x 64 cells. Pictures of the same thing differ in few bits, any two others in about
 * half of them.
 *
 * <p>After Zauner: "Implementation and benchmarking of perceptual image hash functions", 2010;
 * signs instead of a comparison with the median, so that bits do not hang on one another.
 *
 * @param bits four words, lowest frequencies first
 */
public record PerceptualHash(List<Long> bits) {
  /** Bits of a hash. */
  public static final int BITS = 256;

  private static final int GRID = 64;
  private static final int FREQUENCIES = 17;
  private static final double[][] COSINES = cosines();
  private static final List<Frequency> ORDER = order();

  /** Below this spread of grey levels, root mean square, a picture shows nothing to tell it by. */
  private static final double FLAT = 2;

  public PerceptualHash {
    bits = List.copyOf(bits);
    if (bits.size() != BITS / Long.SIZE) {
      throw new IllegalArgumentException(
          "A perceptual hash has %d words, got %d".formatted(BITS / Long.SIZE, bits.size()));
    }
  }

  private record Frequency(int u, int v) {
    int shell() {
      return Math.max(u, v);
    }
  }

  /** The hash of an image; empty for a picture of (almost) one grey. */
  public static Optional<PerceptualHash> of(Image image) {
    double[][] grey = cells(image);
    if (spread(grey) < FLAT) {
      return Optional.empty();
    }
    double[][] transformed = transform(grey);
    long[] words = new long[BITS / Long.SIZE];
    for (int bit = 0; bit < BITS; bit++) {
      Frequency at = ORDER.get(bit);
      if (transformed[at.v()][at.u()] > 0) {
        words[bit / Long.SIZE] |= 1L << bit;
      }
    }
    return Optional.of(new PerceptualHash(Arrays.stream(words).boxed().toList()));
  }

  /** In how many bits the two differ, 0 to 256. */
  public int distance(PerceptualHash other) {
    int distance = 0;
    for (int i = 0; i < bits.size(); i++) {
      distance += Long.bitCount(bits.get(i) ^ other.bits.get(i));
    }
    return distance;
  }

  /** Means over the cells of the grid, grey levels 0 to 255; small images repeat their pixels. */
  private static double[][] cells(Image image) {
    int[] left = borders(image.width());
    double[][] sums = new double[GRID][GRID];
    byte[] pixels = image.pixels();
    for (int cell = 0; cell < GRID; cell++) {
      int top = (int) ((long) cell * image.height() / GRID);
      int bottom = Math.max(top + 1, (int) ((long) (cell + 1) * image.height() / GRID));
      for (int y = top; y < bottom; y++) {
        int row = y * image.width();
        for (int x = 0; x < GRID; x++) {
          long sum = 0;
          int end = Math.max(left[x] + 1, left[x + 1]);
          for (int i = left[x]; i < end; i++) {
            int at = (row + i) * Image.CHANNELS;
            sum += 299L * (pixels[at] & 0xff) + 587L * (pixels[at + 1] & 0xff);
            sum += 114L * (pixels[at + 2] & 0xff);
          }
          sums[cell][x] += sum / (1000.0 * (end - left[x]) * (bottom - top));
        }
      }
    }
    return sums;
  }

  private static int[] borders(int side) {
    return IntStream.rangeClosed(0, GRID).map(i -> (int) ((long) i * side / GRID)).toArray();
  }

  private static double spread(double[][] grey) {
    double sum = 0;
    double squares = 0;
    for (double[] row : grey) {
      for (double level : row) {
        sum += level;
        squares += level * level;
      }
    }
    double mean = sum / (GRID * GRID);
    return Math.sqrt(Math.max(0, squares / (GRID * GRID) - mean * mean));
  }

  /** The lowest frequencies, by row v and column u. */
  private static double[][] transform(double[][] grey) {
    double[][] rows = new double[GRID][FREQUENCIES];
    for (int y = 0; y < GRID; y++) {
      for (int x = 0; x < GRID; x++) {
        addTo(rows[y], COSINES[x], grey[y][x]);
      }
    }
    double[][] both = new double[FREQUENCIES][FREQUENCIES];
    for (int v = 0; v < FREQUENCIES; v++) {
      for (int y = 0; y < GRID; y++) {
        addTo(both[v], rows[y], COSINES[y][v]);
      }
    }
    return both;
  }

  /** Adds a multiple: numbers that do not wait for one another. */
  private static void addTo(double[] sums, double[] row, double factor) {
    for (int u = 0; u < FREQUENCIES; u++) {
      sums[u] += factor * row[u];
    }
  }

  /** By place x and frequency u. */
  private static double[][] cosines() {
    double[][] cosines = new double[GRID][FREQUENCIES];
    for (int x = 0; x < GRID; x++) {
      for (int u = 0; u < FREQUENCIES; u++) {
        cosines[x][u] = StrictMath.cos(Math.PI * u * (2 * x + 1) / (2.0 * GRID));
      }
    }
    return cosines;
  }

  private static List<Frequency> order() {
    return IntStream.range(0, FREQUENCIES)
        .boxed()
        .flatMap(v -> IntStream.range(0, FREQUENCIES).mapToObj(u -> new Frequency(u, v)))
        .flatMap(at -> at.shell() == 0 ? Stream.empty() : Stream.of(at))
        .sorted(
            Comparator.comparingInt(Frequency::shell)
                .thenComparingInt(at -> at.u() + at.v())
                .thenComparingInt(Frequency::u))
        .limit(BITS)
        .toList();
  }
}
