package dev.kindling.bench.training;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.train.model.Architectures;
import dev.kindling.train.model.ImageArchitecture;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A case as contestants on our class path take it.
 *
 * @param architecture the model
 * @param count images of a batch
 * @param size pixels of a side
 * @param trains whether a step trains, rather than only goes forward
 */
record Workload(ImageArchitecture architecture, int count, int size, boolean trains) {
  /** Categories that every contestant's model tells apart. */
  static final int CLASSES = 10;

  private static final int CHANNELS = 3;

  /** From {@link TrainingCase#arguments()}. */
  static Workload of(String[] arguments) {
    return new Workload(
        Architectures.images(arguments[0], Map.of("channels", CHANNELS, "classes", CLASSES)),
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]),
        arguments[3].equals("train"));
  }

  /** Noise with targets. */
  PixelBatch batch() {
    RandomGenerator random = new Seed(2).random("bench", 0);
    Shape shape = new Shape(count, CHANNELS, size, size);
    float[] inputs = new float[shape.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    return PixelBatch.of(
        inputs,
        shape,
        Layout.NCHW,
        IntStream.range(0, count).map(i -> i % CLASSES).toArray(),
        IntStream.range(0, count).mapToObj(i -> "image " + i).toList());
  }
}
