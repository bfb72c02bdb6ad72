package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.archive.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where and how often a fit saves itself, and whether it goes on from what it finds.
 *
 * @param directory of this fit alone; made if it is not there
 * @param everyRounds rounds between two checkpoints, at least 1; the end of each epoch has one too
 * @param keep checkpoints kept, at least 1; two or more survive a damaged one
 * @param resume what to do with checkpoints that are there
 */
public record Checkpoints(Path directory, int everyRounds, int keep, Resume resume) {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String EXTENSION = ".checkpoint";
  private static final Pattern NAME = Pattern.compile("epoch-\\d{6}-step-\\d{9}\\.checkpoint");

  /** What to do with checkpoints that are there already. */
  public enum Resume {
    /** Refuse to start: the directory belongs to another fit. */
    NEVER,
    /** Go on from the last whole one; start anew if there is none. */
    AUTO
  }

  public Checkpoints {
    requireNonNull(directory, "directory");
    requireNonNull(resume, "resume");
    if (everyRounds < 1 || keep < 1) {
      throw new IllegalArgumentException(
          "Checkpoints need at least 1 round between and 1 kept, got %d and %d"
              .formatted(everyRounds, keep));
    }
  }

  /** Every 10 rounds, the last 3 kept, going on from what is there. */
  public static Checkpoints in(Path directory) {
    return new Checkpoints(directory, 10, 3, Resume.AUTO);
  }

  /** Saves a checkpoint, then deletes the oldest beyond those kept. */
  void save(Checkpoint checkpoint) {
    String name = name(checkpoint);
    try {
      checkpoint.write(directory.resolve(name));
      List<Path> newestFirst = newestFirst();
      for (Path old : newestFirst.subList(Math.min(keep, newestFirst.size()), newestFirst.size())) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write checkpoint %s under %s; the ones before it are whole (%s)"
              .formatted(name, directory, e.getMessage()),
          e);
    }
  }

  private static String name(Checkpoint checkpoint) {
    Cursor cursor = checkpoint.progress().cursor();
    return "epoch-%06d-step-%09d%s".formatted(cursor.epoch(), cursor.step(), EXTENSION);
  }

  /**
   * The checkpoint to go on from, or none to start anew; the log says which. A damaged one is
   * skipped for the one before, and what a killed fit left half-written is deleted.
   *
   * @throws OtherFitException if the last whole one is of another fit, with what differs; or if
   *     there are some and the policy is never to resume
   */
  Optional<Checkpoint> toResume(Identity identity) {
    List<Path> newestFirst = cleanedNewestFirst();
    if (resume == Resume.NEVER) {
      if (!newestFirst.isEmpty()) {
        throw new OtherFitException(
            "%s holds checkpoints already; resume, or choose an empty directory"
                .formatted(directory));
      }
      return Optional.empty();
    }
    Optional<Checkpoint> found = firstWhole(newestFirst);
    found.ifPresent(checkpoint -> requireSame(identity, checkpoint));
    LOG.info(
        found
            .map(this::goingOn)
            .orElse("No checkpoint in %s to go on from: starting anew".formatted(directory)));
    return found;
  }

  private String goingOn(Checkpoint checkpoint) {
    Progress progress = checkpoint.progress();
    return "Going on from checkpoint %s in %s: done are %d epochs, %d steps of the next, %d rounds in all"
        .formatted(
            name(checkpoint),
            directory,
            progress.cursor().epoch(),
            progress.cursor().step(),
            progress.rounds().size());
  }

  private void requireSame(Identity identity, Checkpoint checkpoint) {
    String differences = identity.differences(checkpoint.identity());
    if (!differences.isEmpty()) {
      throw new OtherFitException(
          "The checkpoints in %s are of another fit: %s. Go on with that fit's settings, or train anew in another directory"
              .formatted(directory, differences));
    }
  }

  /** The last whole one that this fit saved, if there is one. */
  Optional<Checkpoint> latest(Identity identity) {
    try {
      return firstWhole(newestFirst())
          .filter(checkpoint -> identity.differences(checkpoint.identity()).isEmpty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Checkpoint> firstWhole(List<Path> newestFirst) {
    for (Path file : newestFirst) {
      try {
        return Optional.of(Checkpoint.read(file));
      } catch (IOException | IllegalArgumentException damaged) {
        LOG.warn("Skipping a damaged checkpoint: {}", damaged.getMessage());
      }
    }
    return Optional.empty();
  }

  private List<Path> cleanedNewestFirst() {
    try {
      for (Path file : list("." + "*" + EXTENSION + ".*" + AtomicFile.TEMPORARY_SUFFIX)) {
        Files.deleteIfExists(file);
      }
      return newestFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> newestFirst() throws IOException {
    List<Path> files = list("*" + EXTENSION);
    files.removeIf(file -> !NAME.matcher(String.valueOf(file.getFileName())).matches());
    Collections.sort(files, Collections.reverseOrder());
    return files;
  }

  private List<Path> list(String glob) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
        stream.forEach(files::add);
      }
    }
    return files;
  }
}
