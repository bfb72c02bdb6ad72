package dev.kindling.train.cluster;

import dev.kindling.datablock.Seed;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/**
 * Something that goes wrong in a worker's part of a round, behind its steps and before it hands its
 * result over.
 *
 * @param kind what goes wrong
 * @param when in which rounds, workers and tries
 * @param seconds that a slow worker is slower
 */
record Fault(Kind kind, When when, long seconds) implements Serializable {
  /** As a spent attempt at a stage, so that a stage tried again does not meet the fault again. */
  private static final int TRIES_OF_A_STAGE = 1_000;

  /** What goes wrong. */
  enum Kind {
    /** The JVM that runs the worker ends at once. */
    KILL,
    /** The task fails. */
    FAIL,
    /** The worker takes longer. */
    SLOW,
    /** A parameter is not a number. */
    NAN,
    /** The local files of the JVM are deleted: shuffled data, dealt rows, shards. */
    LOSE_FILES
  }

  /** In which rounds, workers and tries; a pure function of them. */
  sealed interface When extends Serializable {
    /**
     * Whether there.
     *
     * @param round from 0, over the whole fit
     * @param worker from 0
     * @param attempt of the task, from 0
     */
    boolean is(int round, int worker, int attempt);
  }

  /** In one round, one worker, and the first so many tries. */
  record At(int round, int worker, int attempts) implements When {
    @Override
    public boolean is(int aRound, int aWorker, int attempt) {
      return aRound == round && aWorker == worker && attempt < attempts;
    }
  }

  /** With a probability, drawn for each round, worker and try. */
  record ByChance(double probability, Seed seed) implements When {
    @Override
    public boolean is(int round, int worker, int attempt) {
      return seed.fraction("fault/%d/%d/%d".formatted(round, worker, attempt)) < probability;
    }
  }

  /** Strikes if this is the moment. */
  void strike(int round, int worker, FloatBuffer parameters) {
    if (when.is(round, worker, attempt())) {
      strike("fault %s in round %d of worker %d".formatted(kind, round, worker), parameters);
    }
  }

  private static int attempt() {
    TaskContext task = TaskContext.get();
    return task == null // one worker trains on the driver
        ? 0
        : TRIES_OF_A_STAGE * task.stageAttemptNumber() + task.attemptNumber();
  }

  private void strike(String what, FloatBuffer parameters) {
    switch (kind) {
      case KILL -> Runtime.getRuntime().halt(128 + 9);
      case FAIL -> throw new IllegalStateException("Asked for: " + what);
      case SLOW -> sleep();
      case NAN -> parameters.put(0, Float.NaN);
      case LOSE_FILES -> loseFiles();
    }
  }

  private void sleep() {
    try {
      Thread.sleep(1_000 * seconds);
    } catch (InterruptedException overtaken) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted: another try was faster", overtaken);
    }
  }

  private static void loseFiles() {
    for (java.io.File folder : SparkEnv.get().blockManager().diskBlockManager().localDirs()) {
      try (Stream<Path> files = Files.walk(folder.toPath())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file); // Spark deletes here too
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
