package dev.kindling.bench.turns;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A contestant's side of the conversation: it says {@code @ready SIZE}, then answers {@code steps
 * N} with {@code @steps MS MS …} and {@code memory} with {@code @memory KIB}, line by line, until
 * its input ends. Other lines on its output mean nothing. Needs the JDK only, so that a contestant
 * may have any class path.
 */
public final class Turns {
  static final String READY = "@ready ";
  static final String STEPS = "@steps ";
  static final String MEMORY = "@memory ";

  private Turns() {}

  /**
   * Serves on standard input and output until the input ends.
   *
   * @param size what all contestants of a case must agree on, such as learned parameters of the
   *     model, or elements of the result
   * @param step one step of the work that is timed
   */
  public static void serve(long size, Runnable step) {
    PrintStream out = System.out;
    System.setOut(System.err);
    say(out, READY + size);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("memory")) {
          say(out, MEMORY + peakKib());
        } else {
          say(out, STEPS + timed(step, Integer.parseInt(line.substring("steps ".length()))));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(PrintStream out, String line) {
    out.println(line);
    out.flush();
  }

  private static String timed(Runnable step, int count) {
    StringBuilder milliseconds = new StringBuilder();
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      step.run();
      milliseconds.append(String.format(Locale.ROOT, "%.3f ", (System.nanoTime() - start) / 1e6));
    }
    return milliseconds.toString().strip();
  }

  /** The most memory that this process ever had in RAM, KiB; 0 where the system does not say. */
  private static long peakKib() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
