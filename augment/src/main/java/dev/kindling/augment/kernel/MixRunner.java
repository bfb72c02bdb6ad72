package dev.kindling.augment.kernel;

import org.jspecify.annotations.Nullable;

/** A mix kernel with buffers that are kept and grow. Used by one thread. */
final class MixRunner {
  private final Launch launch;
  private @Nullable MixKernel kernel;

  MixRunner(Launch launch) {
    this.launch = launch;
  }

  float[] run(MixArguments arguments) {
    MixKernel kernel = kernelFor(arguments);
    OutputGrid grid = arguments.grid();
    System.arraycopy(arguments.input(), 0, kernel.input, 0, arguments.input().length);
    System.arraycopy(arguments.mixtures(), 0, kernel.mixtures, 0, arguments.mixtures().length);
    System.arraycopy(arguments.shares(), 0, kernel.shares, 0, arguments.shares().length);
    kernel.size = grid.size();
    kernel.count = arguments.count();
    kernel.channelStride = grid.channelStride();
    kernel.columnStride = grid.columnStride();
    kernel.put(kernel.input).put(kernel.mixtures).put(kernel.shares);
    launch.run(kernel, grid.size(), grid.size() * arguments.count());
    kernel.get(kernel.output);
    return java.util.Arrays.copyOf(kernel.output, arguments.input().length);
  }

  private MixKernel kernelFor(MixArguments arguments) {
    MixKernel old = kernel;
    if (old != null
        && arguments.count() <= old.shares.length
        && arguments.input().length <= old.input.length) {
      return old;
    }
    MixKernel longer =
        launch.compiled(
            new MixKernel(Capacity.of(arguments.count()), Capacity.of(arguments.input().length)));
    if (old != null) {
      old.dispose();
    }
    kernel = longer;
    return longer;
  }
}
