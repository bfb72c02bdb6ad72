package dev.kindling.train.engine;

import org.deeplearning4j.config.DL4JSystemProperties;

/**
 * Lets DL4J use its own oneDNN kernels ("helpers") on the CPU. DL4J 1.0.0-M2.1 has them, but keeps
 * them off twice over: by a system property that defaults to off, and by a look-up of a class that
 * has moved, which {@code org.nd4j.nativeblas.Nd4jCpu$Environment} in this module answers.
 */
final class OneDnnHelpers {
  private OneDnnHelpers() {}

  /** Takes effect for graphs that are built afterwards; a user's own setting is left alone. */
  static void allow() {
    String key = DL4JSystemProperties.DISABLE_HELPER_PROPERTY;
    if (System.getProperty(key) == null) {
      System.setProperty(key, "false");
    }
  }
}
