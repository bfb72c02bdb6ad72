package dev.kindling.augment.kernel;

/** A device that cannot be used, or not any more. The message says which and why. */
public final class DeviceFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String reason;

  /** A failure without a cause. */
  public DeviceFailure(String message) {
    super(message);
    this.reason = message;
  }

  DeviceFailure(String message, Throwable cause) {
    super(message, cause);
    this.reason = message;
  }

  /** The message. */
  public String reason() {
    return reason;
  }
}
