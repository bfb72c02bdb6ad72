package dev.kindling.bench.turns;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contestant at work, as the one who gives the turns sees it; see {@link Turns}. */
public final class Child implements AutoCloseable {
  private static final int SECONDS_TO_END = 10;

  private final String name;
  private final Process process;
  private final Path log;
  private final BufferedReader answers;
  private final Writer orders;
  private final long size;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.size = Long.parseLong(answer(Turns.READY));
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @throws UncheckedIOException if it ends before; its last words are in the message
   */
  public static Child start(String name, ProcessBuilder builder) {
    try {
      Path log = Files.createTempFile("kindling-bench", ".log");
      return new Child(name, builder.redirectError(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What contestants of a case must agree on; see {@link Turns#serve}. */
  public long size() {
    return size;
  }

  /** Takes steps; the milliseconds of each. */
  public List<Double> steps(int count) {
    order("steps " + count);
    return Arrays.stream(answer(Turns.STEPS).split(" ")).map(Double::valueOf).toList();
  }

  /** The most memory that it ever had in RAM, MiB. */
  public long peakMib() {
    order("memory");
    return Long.parseLong(answer(Turns.MEMORY)) / 1024;
  }

  private void order(String line) {
    try {
      orders.write(line + "\n");
      orders.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private String answer(String prefix) {
    try {
      String line = answers.readLine();
      while (line != null && !line.startsWith(prefix)) {
        line = answers.readLine();
      }
      if (line == null) {
        throw failed(new IOException("its output ended"));
      }
      return line.substring(prefix.length());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException cause) {
    process.destroyForcibly();
    return new UncheckedIOException(
        "\"%s\" ended before its time (%s); what it said last:%n%s"
            .formatted(name, cause.getMessage(), lastWords()),
        cause);
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return "nothing that can be read from " + log;
    }
  }

  @Override
  public void close() {
    try {
      orders.close();
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
