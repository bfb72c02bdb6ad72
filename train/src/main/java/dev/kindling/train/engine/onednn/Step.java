package dev.kindling.train.engine.onednn;

/** One thing that a plan does each time that it runs; allocates nothing. */
interface Step {
  /** The layer that it is for, and what it does there. */
  String name();

  /** What does it. */
  default String implementation() {
    return "java";
  }

  /** Makes ready what needs addresses, once the plan's memory was laid out. */
  void bind();

  /** Runs. */
  void run();
}
