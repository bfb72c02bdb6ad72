package dev.kindling.jobs.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.lease.Lease;
import dev.kindling.jobs.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * The folder of a run, on a file system of the driver. Files are written whole or not at all;
 * {@code history.jsonl} grows line by line.
 *
 * @param path the folder
 */
public record RunDirectory(Path path) {
  public RunDirectory {
    requireNonNull(path, "path");
  }

  /**
   * The folder of that name.
   *
   * @param name a plain path or a {@code file:} URI
   * @throws SettingsException if it lies on another kind of file system
   */
  public static RunDirectory at(String name) {
    return new RunDirectory(LocalFiles.at(name, "run.path"));
  }

  /**
   * The right to write this run, which one process has at a time.
   *
   * @throws dev.kindling.datablock.lease.InUseException if a living process has it
   */
  public Lease lease() {
    return Lease.take(storage(), leaseFile(), use());
  }

  /**
   * Does nothing if nobody is writing this run.
   *
   * @throws dev.kindling.datablock.lease.InUseException if a living process is
   */
  public void requireFree() {
    Lease.requireFree(storage(), leaseFile(), use());
  }

  private static FileSystem storage() {
    try {
      return FileSystem.getLocal(new Configuration());
    } catch (IOException e) {
      throw new UncheckedIOException("Local files cannot be reached", e);
    }
  }

  private org.apache.hadoop.fs.Path leaseFile() {
    return new org.apache.hadoop.fs.Path(path.resolve("claim.json").toUri());
  }

  private String use() {
    return "The run in %s is being trained".formatted(path);
  }

  /** The trained model. */
  public Path model() {
    return path.resolve("model.kindling");
  }

  /** What training can go on from. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** The report. */
  public Path report() {
    return path.resolve("report.html");
  }

  /** The settings, provenance and result of the run. */
  public Path record() {
    return path.resolve("run.json");
  }

  /** Whether a training has left anything here. */
  public boolean begun() {
    return Files.exists(record()) || Files.exists(history()) || Files.exists(checkpoints());
  }

  /**
   * Checks that training has left its record here.
   *
   * @throws SettingsException if it has not
   */
  public void requireRecord() {
    if (!Files.isRegularFile(record())) {
      throw new SettingsException("No run in %s: %s is missing".formatted(path, record()));
    }
  }

  /** What the report shows beside record and history. */
  public Path findings() {
    return path.resolve("report.json");
  }

  /** Rounds and epochs, a line each. */
  public Path history() {
    return path.resolve("history.jsonl");
  }

  /** Adds a line to the history. */
  public void append(Object event) {
    try {
      Files.createDirectories(path);
      Files.writeString(
          history(),
          JsonFormat.line(event) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + history(), e);
    }
  }

  /** Writes a file of the run, whole or not at all. */
  public void write(Path file, String text) {
    LocalFiles.write(file, text);
  }

  /** Reads a JSON file of the run. */
  public <T> T read(Path file, Class<T> type) {
    try {
      return JsonFormat.read(Files.readString(file, UTF_8), type);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The history so far; a last line that was cut off is left out. */
  public History readHistory() {
    List<History.Round> rounds = new ArrayList<>();
    List<History.Epoch> epochs = new ArrayList<>();
    try {
      for (String line :
          Files.exists(history()) ? Files.readAllLines(history(), UTF_8) : List.<String>of()) {
        if (line.endsWith("}")) {
          Object event = JsonFormat.read(line, Map.class).get("event");
          if (History.Round.EVENT.equals(event)) {
            rounds.add(JsonFormat.read(line, History.Round.class));
          } else if (History.Epoch.EVENT.equals(event)) {
            epochs.add(JsonFormat.read(line, History.Epoch.class));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + history(), e);
    }
    return new History(rounds, epochs);
  }
}
