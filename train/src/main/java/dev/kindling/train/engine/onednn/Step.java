package dev.kindling.train.engine.onednn;

/** One thing that a plan does each time that it runs; allocates nothing. */
interface Step {
  /** Makes ready what needs addresses, once the plan's memory was laid out. */
  void bind();

  /** Runs. */
  void run();
}
