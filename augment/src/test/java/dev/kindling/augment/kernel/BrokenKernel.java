package dev.kindling.augment.kernel;

import com.aparapi.Kernel;

/** Breaks the rules of kernels in several ways; must be refused. */
final class BrokenKernel extends Kernel {
  final int[] output = new int[64];
  boolean negative;

  @Override
  public void run() {
    int i = getGlobalId();
    switch (i % 3) {
      case 0 -> output[i] = 1;
      case 1 -> output[i] = new StringBuilder("kernel").length();
      default -> output[i] = negative ? -1 : 2;
    }
  }
}
