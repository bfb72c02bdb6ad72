package dev.kindling.train.optim;

/**
 * The threads that a logical worker computes with: as many as the engine's kernels take, so that
 * there is one setting, {@code OMP_NUM_THREADS}.
 */
public final class OmpThreads {
  private OmpThreads() {}

  /** As the environment says. */
  public static int count() {
    return count(
        System.getenv().getOrDefault("OMP_NUM_THREADS", ""),
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * What OpenMP makes of its variable.
   *
   * @param setting a number, or one for each level of nesting with commas between
   * @param processors what counts where the setting says nothing
   */
  static int count(String setting, int processors) {
    String first = setting.split(",", 2)[0].strip();
    return first.matches("[1-9]\\d{0,4}") ? Integer.parseInt(first) : processors;
  }
}
