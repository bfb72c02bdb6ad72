package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;

/** An item that cannot be used; it goes to the quarantine with its reason and is counted there. */
public final class BadItemException extends Exception {
  private static final long serialVersionUID = 1;

  private final QuarantineReason reason;
  private final String detail;

  /**
   * An item refused.
   *
   * @param reason the code it is counted under
   * @param detail what was found, for a person
   */
  public BadItemException(QuarantineReason reason, String detail) {
    super(requireNonNull(detail, "detail"));
    this.reason = requireNonNull(reason, "reason");
    this.detail = detail;
  }

  /** As above, with what brought it about. */
  public BadItemException(QuarantineReason reason, String detail, Throwable cause) {
    super(requireNonNull(detail, "detail"), cause);
    this.reason = requireNonNull(reason, "reason");
    this.detail = detail;
  }

  /** The code it is counted under. */
  public QuarantineReason reason() {
    return reason;
  }

  /** What was found, for a person; the same as the message. */
  public String detail() {
    return detail;
  }
}
