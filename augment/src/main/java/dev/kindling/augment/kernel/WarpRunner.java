package dev.kindling.augment.kernel;

import org.jspecify.annotations.Nullable;

/** A warp kernel with buffers that are kept and grow. Used by one thread. */
final class WarpRunner {
  private final Launch launch;
  private @Nullable WarpKernel kernel;

  WarpRunner(Launch launch) {
    this.launch = launch;
  }

  float[] run(WarpArguments arguments) {
    WarpKernel kernel = kernelFor(arguments);
    OutputGrid grid = arguments.grid();
    fill(kernel, arguments);
    kernel.size = grid.size();
    kernel.count = arguments.count();
    kernel.channelStride = grid.channelStride();
    kernel.columnStride = grid.columnStride();
    kernel.padding = arguments.padding();
    kernel.support = arguments.support();
    kernel
        .put(kernel.pixels)
        .put(kernel.sources)
        .put(kernel.numbers)
        .put(kernel.boxes)
        .put(kernel.normalize);
    launch.run(kernel, grid.size(), grid.size() * arguments.count());
    kernel.get(kernel.output);
    return java.util.Arrays.copyOf(kernel.output, arguments.count() * grid.area());
  }

  private static void fill(WarpKernel kernel, WarpArguments arguments) {
    int offset = 0;
    for (int i = 0; i < arguments.count(); i++) {
      byte[] pixels = arguments.pixels().get(i);
      System.arraycopy(pixels, 0, kernel.pixels, offset, pixels.length);
      kernel.sources[i * WarpKernel.SOURCES] = offset;
      System.arraycopy(
          arguments.sources(),
          i * WarpArguments.SOURCES,
          kernel.sources,
          i * WarpKernel.SOURCES + 1,
          WarpArguments.SOURCES);
      offset += pixels.length;
    }
    System.arraycopy(arguments.numbers(), 0, kernel.numbers, 0, arguments.numbers().length);
    System.arraycopy(arguments.boxes(), 0, kernel.boxes, 0, arguments.boxes().length);
    System.arraycopy(arguments.normalize(), 0, kernel.normalize, 0, 6);
  }

  /** The kernel at hand if its buffers are long enough, or else one with longer ones. */
  private WarpKernel kernelFor(WarpArguments arguments) {
    long bytes = arguments.pixels().stream().mapToLong(pixels -> pixels.length).sum();
    long outputs = (long) arguments.count() * arguments.grid().area();
    int boxes = arguments.boxes().length / 4;
    WarpKernel old = kernel;
    if (old != null
        && bytes <= old.pixels.length
        && arguments.sources().length / WarpArguments.SOURCES
            <= old.sources.length / WarpKernel.SOURCES
        && boxes <= old.boxes.length / 4
        && outputs <= old.output.length) {
      return old;
    }
    WarpKernel longer =
        launch.compiled(
            new WarpKernel(
                Capacity.of(bytes),
                Capacity.of(arguments.count()),
                Capacity.of(Math.max(1, boxes)),
                Capacity.of(outputs)));
    if (old != null) {
      old.dispose();
    }
    kernel = longer;
    return longer;
  }
}
