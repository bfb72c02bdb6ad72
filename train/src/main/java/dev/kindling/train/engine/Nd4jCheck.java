package dev.kindling.train.engine;

import java.util.Arrays;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J on this machine, after it multiplied two matrices right.
 *
 * @param backend its name, such as {@code CpuBackend}
 * @param oneDnn whether DL4J's layers take oneDNN's kernels
 */
public record Nd4jCheck(String backend, boolean oneDnn) {
  /**
   * Loads ND4J, if that was not done before, and tries it.
   *
   * @throws LinkageError if its natives cannot be loaded
   * @throws IllegalStateException if it cannot multiply
   */
  public static Nd4jCheck here() {
    OneDnnHelpers.allow();
    try (INDArray matrix = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}});
        INDArray square = matrix.mmul(matrix)) {
      float[] found = square.dup('c').data().asFloat();
      if (!Arrays.equals(found, new float[] {7, 10, 15, 22})) {
        throw new IllegalStateException(
            "ND4J squared (1 2; 3 4) to %s instead of (7 10; 15 22)"
                .formatted(Arrays.toString(found)));
      }
    }
    boolean allowed = !Boolean.getBoolean(DL4JSystemProperties.DISABLE_HELPER_PROPERTY);
    return new Nd4jCheck(
        Nd4j.getBackend().getClass().getSimpleName(), allowed && BaseMKLDNNHelper.mklDnnEnabled());
  }
}
