package dev.kindling.augment;

import dev.kindling.augment.kernel.DeviceFailure;
import dev.kindling.datablock.image.Image;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OpenCL until it fails, then plain Java for the rest of the JVM's life. The batch that failed is
 * done again, so nothing is lost.
 */
final class FallbackBackend implements Backend {
  private static final Logger LOG = LoggerFactory.getLogger(FallbackBackend.class);

  private final Backend java;
  private volatile Backend current;

  FallbackBackend(OpenClBackend opencl, Backend java) {
    this.java = java;
    this.current = opencl;
    try {
      SelfTest.passed(opencl, java);
    } catch (DeviceFailure e) {
      fallBack(e);
    }
  }

  @Override
  public String name() {
    return current.name();
  }

  @Override
  public float[] warp(List<Image> images, List<ItemPlan> plans, Output output) {
    return tried(backend -> backend.warp(images, plans, output));
  }

  @Override
  public float[] mix(float[] inputs, int[] partners, List<Mixture> mixtures, Output output) {
    return tried(backend -> backend.mix(inputs, partners, mixtures, output));
  }

  private float[] tried(Function<Backend, float[]> work) {
    Backend backend = current;
    try {
      return work.apply(backend);
    } catch (DeviceFailure e) {
      fallBack(e);
      return work.apply(java);
    }
  }

  private void fallBack(DeviceFailure failure) {
    BackendUse.fallback(failure.reason());
    current = java;
    LOG.warn("Augmentation goes on in plain Java: {}", failure.reason());
  }
}
