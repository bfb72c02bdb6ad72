package dev.kindling.jobs;

/** What the process says to who started it; the numbers do not change. */
public enum ExitCode {
  /** Done. */
  DONE(0),
  /** A fault of Kindling, or nothing more precise is known. */
  INTERNAL(1),
  /** Wrong command line or settings. */
  USAGE(2),
  /** The data breaks its contract: too many bad items, an empty split, leakage. */
  DATA(3),
  /** There was nothing to do. */
  NOTHING_TO_DO(4),
  /** The loss left the finite numbers and did not come back. */
  DIVERGED(5),
  /** The model is not better than the one in service. */
  NOT_PROMOTED(6),
  /** Memory, disk or another resource is missing, or somebody else is using it. */
  RESOURCES(7),
  /** Stopped from outside. */
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The process exit code. */
  public int number() {
    return number;
  }
}
