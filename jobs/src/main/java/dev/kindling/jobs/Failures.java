package dev.kindling.jobs;

import dev.kindling.augment.kernel.DeviceFailure;
import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.lease.InUseException;
import dev.kindling.jobs.settings.SettingsException;
import dev.kindling.jobs.verb.NothingToDoException;
import dev.kindling.train.archive.ArchiveException;
import dev.kindling.train.cluster.DivergedException;
import dev.kindling.train.cluster.OtherFitException;
import dev.kindling.train.engine.UnavailableEngineException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkException;

/**
 * What kind of failure an exception is: the one place where types become exit codes.
 *
 * @param code what the process exits with
 * @param cause the exception that says it best
 * @param message one line for a person
 */
record Failures(ExitCode code, Throwable cause, String message) {
  private static final int DEEPEST = 30;

  /** The outermost cause of a known kind; {@link ExitCode#INTERNAL} if there is none. */
  static Failures of(Throwable failure) {
    return chain(failure)
        .flatMap(
            cause ->
                known(cause).stream()
                    .filter(code -> !(inATask(failure) && cause instanceof NoSuchFileException))
                    .map(code -> new Failures(code, cause, message(failure, cause))))
        .findFirst()
        .orElse(new Failures(ExitCode.INTERNAL, failure, text(failure)));
  }

  /** It and its causes, outermost first. */
  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(
            Optional.of(failure), Optional::isPresent, c -> c.map(Throwable::getCause))
        .limit(DEEPEST)
        .flatMap(Optional::stream);
  }

  /**
   * A file that is not there was named by the caller if the driver misses it; tasks miss files of
   * Spark's own, of a disk that was lost.
   */
  private static boolean inATask(Throwable failure) {
    return chain(failure).anyMatch(SparkException.class::isInstance);
  }

  private static Optional<ExitCode> known(Throwable cause) {
    if (cause instanceof SettingsException
        || cause instanceof OtherFitException
        || cause instanceof UnavailableEngineException
        || cause instanceof NoSuchFileException) {
      return Optional.of(ExitCode.USAGE);
    }
    if (cause instanceof DataContractException || cause instanceof ArchiveException) {
      return Optional.of(ExitCode.DATA);
    }
    if (cause instanceof NothingToDoException) {
      return Optional.of(ExitCode.NOTHING_TO_DO);
    }
    if (cause instanceof DivergedException) {
      return Optional.of(ExitCode.DIVERGED);
    }
    if (cause instanceof OutOfMemoryError
        || cause instanceof DeviceFailure
        || cause instanceof InUseException
        || diskFull(cause)) {
      return Optional.of(ExitCode.RESOURCES);
    }
    if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
      return Optional.of(ExitCode.INTERRUPTED);
    }
    return Optional.empty();
  }

  private static boolean diskFull(Throwable cause) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return cause instanceof java.io.IOException
        && (message.contains("no space left on device") || message.contains("quota exceeded"));
  }

  /** The operating system does not say which disk is full; what was done at the time does. */
  private static String message(Throwable failure, Throwable cause) {
    if (!diskFull(cause)) {
      return text(cause);
    }
    String doing = text(failure).lines().findFirst().orElse("");
    return "Disk full: %s%s. Free space, then call it again; what was committed before is whole"
        .formatted(doing, doing.contains(text(cause)) ? "" : ": " + text(cause));
  }

  private static String text(Throwable cause) {
    return Optional.ofNullable(cause.getMessage())
        .orElseGet(() -> cause.getClass().getSimpleName());
  }
}
