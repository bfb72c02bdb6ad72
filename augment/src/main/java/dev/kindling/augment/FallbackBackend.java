package dev.kindling.augment;

import dev.kindling.augment.kernel.DeviceFailure;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OpenCL until it fails, then plain Java for the rest of the JVM's life. The batch that failed is
 * done again, so nothing is lost.
 */
final class FallbackBackend implements Backend {
  private static final Logger LOG = LoggerFactory.getLogger(FallbackBackend.class);

  private final Backend java;
  private volatile State state;

  FallbackBackend(OpenClBackend opencl, Backend java) {
    this.java = java;
    this.state = new State(opencl, "");
    try {
      SelfTest.passed(opencl, java);
    } catch (DeviceFailure e) {
      fallBack(e);
    }
  }

  /** Who works now, and why not the device. */
  private record State(Backend backend, String reason) {}

  @Override
  public float[] warp(Sources sources, Output output, BackendUse.Meter meter) {
    State now = state;
    try {
      float[] result = now.backend.warp(sources, output, meter);
      meter.add(new BackendUse(0, 0, 0, now.reason));
      return result;
    } catch (DeviceFailure e) {
      fallBack(e);
      meter.add(new BackendUse(0, 0, 1, e.reason()));
      return java.warp(sources, output, meter);
    }
  }

  @Override
  public float[] mix(
      float[] inputs,
      int[] partners,
      List<Mixture> mixtures,
      Output output,
      BackendUse.Meter meter) {
    try {
      return state.backend.mix(inputs, partners, mixtures, output, meter);
    } catch (DeviceFailure e) {
      fallBack(e);
      meter.add(new BackendUse(0, 0, 1, e.reason()));
      return java.mix(inputs, partners, mixtures, output, meter);
    }
  }

  private void fallBack(DeviceFailure failure) {
    state = new State(java, failure.reason());
    LOG.warn("Augmentation goes on in plain Java: {}", failure.reason());
  }
}
