package dev.kindling.jobs.verb;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where executors find Kindling, its libraries and their natives, when this process was not started
 * by spark-submit: in the same files as this process. They must see the same paths, as they do on
 * one machine or through a shared file system; anything else is what spark-submit and its jar are
 * for.
 */
final class ExecutorClassPath {
  private static final String CLASS_PATH = "spark.executor.extraClassPath";
  private static final String JARS = "spark.jars";

  private ExecutorClassPath() {}

  /**
   * Spark's settings for it; none for a master in this process, or where a user has said what
   * executors get.
   *
   * @param master Spark's master
   * @param classPath of this process
   * @param given Spark's settings that a user gave
   */
  static Map<String, String> settings(String master, String classPath, Map<String, String> given) {
    if (local(master) || given.containsKey(CLASS_PATH) || given.containsKey(JARS)) {
      return Map.of();
    }
    return Map.of(
        CLASS_PATH,
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(classPath)
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
  }

  /** {@code local}, {@code local[2]}, but not {@code local-cluster[2,1,1024]}. */
  private static boolean local(String master) {
    return master.equals("local") || master.startsWith("local[");
  }
}
