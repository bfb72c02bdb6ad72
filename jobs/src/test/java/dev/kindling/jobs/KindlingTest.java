package dev.kindling.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.augment.kernel.DeviceFailure;
import dev.kindling.datablock.DataContractException;
import dev.kindling.jobs.settings.SettingsException;
import dev.kindling.jobs.verb.NothingToDoException;
import dev.kindling.train.cluster.DivergedException;
import dev.kindling.train.cluster.OtherFitException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KindlingTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  @TempDir private Path folder;

  @Test
  void exitsWith2ForWhatIsTypedWrong() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("no-such-verb")).isEqualTo(2);
    assertThat(run("report", "--no-such-option")).isEqualTo(2);
    assertThat(run("report", "--set", "train.epoch=1")).isEqualTo(2);
    assertThat(run("report")).isEqualTo(2);
    assertThat(run("report", "--run", folder.toString())).isEqualTo(2);
  }

  @Test
  void showsAnExampleInTheHelpOfEveryVerb() {
    for (String verb : new picocli.CommandLine(new Kindling()).getSubcommands().keySet()) {
      printed.reset();
      assertThat(run(verb, "--help")).isZero();
      assertThat(printed.toString(UTF_8)).contains("bin/kindling " + verb);
    }
  }

  @Test
  void printsTheErrorAsJsonWhenAsked() {
    run("report", "--json", "--run", folder.toString());

    assertThat(printed.toString(UTF_8))
        .startsWith("{\"verb\":\"report\",\"exit-code\":2,\"error\":\"No run in ");
  }

  @Test
  void givesEachKindOfFailureItsCode() {
    assertThat(codeOf(new IllegalStateException("?"))).isEqualTo(1);
    assertThat(codeOf(new SettingsException("?"))).isEqualTo(2);
    assertThat(codeOf(new OtherFitException("?"))).isEqualTo(2);
    assertThat(codeOf(new DataContractException("?"))).isEqualTo(3);
    assertThat(codeOf(new NothingToDoException("?"))).isEqualTo(4);
    assertThat(codeOf(new DivergedException(0, "?"))).isEqualTo(5);
    assertThat(codeOf(new DeviceFailure("?"))).isEqualTo(7);
    assertThat(codeOf(new OutOfMemoryError("?"))).isEqualTo(7);
    assertThat(codeOf(new UncheckedIOException(new IOException("No space left on device"))))
        .isEqualTo(7);
    assertThat(codeOf(new RuntimeException(new InterruptedException()))).isEqualTo(130);
    assertThat(codeOf(new RuntimeException("outer", new DataContractException("inner"))))
        .isEqualTo(3);
  }

  @Test
  void aMissingFileIsTheCallersOnTheDriverAndALostDiskInATask() {
    NoSuchFileException missing = new NoSuchFileException("spark/blockmgr-1/0a");

    assertThat(codeOf(new UncheckedIOException(missing))).isEqualTo(2);
    assertThat(codeOf(new SparkException("Job aborted", missing))).isEqualTo(1);
  }

  @Test
  void saysWhatItWasDoingWhenTheDiskWasFull() {
    IOException full = new IOException("No space left on device");

    assertThat(Failures.of(new UncheckedIOException("Cannot write runs/1/history.jsonl", full)))
        .extracting(Failures::message)
        .isEqualTo(
            "Disk full: Cannot write runs/1/history.jsonl: No space left on device."
                + " Free space, then call it again; what was committed before is whole");
  }

  private static int codeOf(Throwable failure) {
    return Failures.of(failure).code().number();
  }

  private int run(String... arguments) {
    return Kindling.run(new PrintStream(printed, true, UTF_8), arguments);
  }
}
