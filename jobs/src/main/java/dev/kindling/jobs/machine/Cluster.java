package dev.kindling.jobs.machine;

import static java.util.Objects.requireNonNull;

import dev.kindling.augment.BackendChoice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The driver and every executor that Spark has, examined where they are.
 *
 * @param backend that augmentation is to use
 * @param everywhere where every machine must be able to write
 * @param driver where the driver must be able to write
 */
public record Cluster(BackendChoice backend, List<Storage> everywhere, List<Storage> driver) {
  /** Executors may still be starting, and no task can be sent to one of them by name. */
  private static final int MOST_ROUNDS = 6;

  private static final long TASK_MILLISECONDS = 500;

  /** Spark itself would wait, and start executors that cannot start, for ever. */
  private static final long PATIENCE_SECONDS = 120;

  public Cluster {
    requireNonNull(backend, "backend");
    everywhere = List.copyOf(everywhere);
    driver = List.copyOf(driver);
  }

  /**
   * Examines the driver first, then the executors by host; whatever fails is a check that says so.
   *
   * @param spark starts on first use, which may fail, too
   */
  public List<Machine> examine(Supplier<SparkSession> spark) {
    List<Machine> executors = new ArrayList<>();
    Configuration[] hadoop = {new Configuration()};
    Check job =
        Check.of(
            "Spark",
            () -> {
              SparkSession session = spark.get();
              hadoop[0] = session.sparkContext().hadoopConfiguration();
              executors.addAll(executors(examination(hadoop[0]), session));
              return ran(session, executors.size());
            });
    Machine here = examination(hadoop[0]).here(Machine.DRIVER);
    for (Storage storage : driver) {
      here = here.with(storage.check(hadoop[0]));
    }
    executors.add(0, here.with(job));
    return executors;
  }

  private Examination examination(Configuration hadoop) {
    return new Examination(backend, everywhere, new SerializableConfiguration(hadoop));
  }

  private static Check ran(SparkSession session, int executors) {
    return Check.ok(
        "Spark",
        "%s, master %s, ran a job on %s"
            .formatted(
                session.version(),
                session.sparkContext().master(),
                executors == 0 ? "the driver" : executors + " executors"));
  }

  /** All but the driver, which in local mode is its own executor. */
  private static List<Machine> executors(Examination examination, SparkSession session)
      throws Exception {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    Map<String, Machine> seen = new TreeMap<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      for (Machine machine : job(examination, context)) {
        seen.putIfAbsent(machine.executor(), machine);
      }
      if (context.sc().isLocal() || (round > 0 && seen.size() >= known(context))) {
        break;
      }
    }
    seen.remove(Machine.DRIVER);
    return seen.values().stream().sorted(Comparator.comparing(Machine::host)).toList();
  }

  private static List<Machine> job(Examination examination, JavaSparkContext context)
      throws Exception {
    int tasks = context.sc().isLocal() ? 1 : context.defaultParallelism();
    JavaFutureAction<List<Machine>> job =
        context
            .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
            .map(task -> task(examination))
            .collectAsync();
    try {
      return job.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      job.cancel(true);
      throw new IllegalStateException(
          "A job of %d tasks was not done in %d s; Spark has %d executors: are there free cores and memory, and what does the stderr of the executors say?"
              .formatted(tasks, PATIENCE_SECONDS, known(context)),
          e);
    }
  }

  private static Machine task(Examination examination) throws InterruptedException {
    long start = System.nanoTime();
    Machine machine = examination.here(SparkEnv.get().executorId()).with(gpus());
    long left = TASK_MILLISECONDS - (System.nanoTime() - start) / 1_000_000;
    Thread.sleep(Math.max(0, left)); // so that other tasks go to other executors
    return machine;
  }

  private static Check gpus() {
    var given = TaskContext.get().resourcesJMap().get("gpu");
    return given == null
        ? Check.ok("Spark's GPUs", "none asked for")
        : Check.ok("Spark's GPUs", String.join(", ", given.addresses()));
  }

  /** Executors that Spark knows of, without the driver. */
  private static int known(JavaSparkContext context) {
    return context.statusTracker().getExecutorInfos().length - 1;
  }
}
