package dev.kindling.augment.kernel;

import com.aparapi.Kernel;

/** Has a switch, which Aparapi would run on Java threads without a word. */
final class SwitchKernel extends Kernel {
  final int[] output = new int[64];

  @Override
  public void run() {
    int i = getGlobalId();
    switch (i % 3) {
      case 0 -> output[i] = 1;
      case 1 -> output[i] = 2;
      default -> output[i] = 3;
    }
  }
}
