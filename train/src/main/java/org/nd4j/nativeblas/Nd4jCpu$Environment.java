package org.nd4j.nativeblas;

import org.nd4j.linalg.factory.Nd4j;

/**
 * Answers DL4J 1.0.0-M2.1's question whether oneDNN may be used. {@code BaseMKLDNNHelper} looks
 * this name up by reflection, where the class lived before it moved, and leaves every oneDNN kernel
 * off when it is not there. Not for use by people.
 */
@SuppressWarnings({"checkstyle:TypeName", "TypeNameShadowing"})
public final class Nd4jCpu$Environment {
  private static final Nd4jCpu$Environment INSTANCE = new Nd4jCpu$Environment();

  private Nd4jCpu$Environment() {}

  /** Called by reflection. */
  public static Nd4jCpu$Environment getInstance() {
    return INSTANCE;
  }

  /** Called by reflection: whether the backend's own switch allows helpers. */
  public boolean isUseMKLDNN() {
    return Nd4j.getEnvironment().isCPU() && Nd4j.getEnvironment().helpersAllowed();
  }
}
