package dev.kindling.augment;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which backend applies an augmentation, wherever it runs.
 *
 * @param policy what is taken and what happens when it fails
 * @param device of OpenCL: its index, a part of its name, or "" for the first graphics processor,
 *     else the first
 * @param threads that the plain Java loop spreads rows over, at least 1
 */
public record BackendChoice(Policy policy, String device, int threads) implements Serializable {
  /** A graphics processor where there is one, else the Java loop on the caller's thread. */
  public static final BackendChoice AUTO = new BackendChoice(Policy.AUTO, "", 1);

  /** The Java loop on the caller's thread. */
  public static final BackendChoice JAVA = new BackendChoice(Policy.JAVA, "", 1);

  /** OpenCL on the first graphics processor, else on its first device. */
  public static final BackendChoice OPENCL = new BackendChoice(Policy.OPENCL, "", 1);

  public BackendChoice {
    requireNonNull(policy, "policy");
    requireNonNull(device, "device");
    if (threads < 1) {
      throw new IllegalArgumentException("Augmentation threads must be at least 1, got " + threads);
    }
  }

  /** What is taken, and what happens when it fails. */
  public enum Policy {
    /**
     * OpenCL on a graphics processor, or on the device that is named; plain Java where there is
     * none, and from the first failure on.
     */
    AUTO,
    /** OpenCL; a failure ends the task. */
    OPENCL,
    /** The plain Java loop. */
    JAVA;

    /** The name in settings. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Every name in settings. */
    public static List<String> names() {
      return Arrays.stream(values()).map(Policy::text).toList();
    }

    /** The policy of that name, one of {@link #names}. */
    public static Policy of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
