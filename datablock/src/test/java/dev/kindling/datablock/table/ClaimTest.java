package dev.kindling.datablock.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.SparkFixture;
import dev.kindling.datablock.lease.Holder;
import dev.kindling.datablock.lease.InUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final long NOBODY = Integer.MAX_VALUE;

  @TempDir Path folder;

  @Test
  void isForOneAtATime() {
    try (Claim first = Claim.on(SPARK, path())) {
      first.requireUntouched();
      assertThat(first.version()).isEqualTo(-1);

      assertThatThrownBy(() -> Claim.on(SPARK, path()))
          .isInstanceOf(InUseException.class)
          .hasMessageContaining(path() + " is being prepared by ")
          .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")")
          .hasMessageContaining("or delete " + Claim.filePath(path()));
      assertThatThrownBy(() -> Claim.requireFree(SPARK, path())).isInstanceOf(InUseException.class);
    }
    Claim.requireFree(SPARK, path());
    Claim.on(SPARK, path()).close();
    assertThat(file()).doesNotExist();
  }

  @Test
  void isVoidWhenItsProcessIsGone() throws IOException {
    Holder me = Holder.me();
    write(new Holder("x", "root", me.host(), NOBODY, me.since(), me.beat()));

    Claim.on(SPARK, path()).close();
  }

  @Test
  void isVoidAfterTwoMinutesWithoutASignOfLife() throws IOException {
    Instant now = Instant.now();
    write(new Holder("x", "ann", "elsewhere", 7, now.toString(), now.minusSeconds(100).toString()));
    assertThatThrownBy(() -> Claim.on(SPARK, path()))
        .isInstanceOf(InUseException.class)
        .hasMessageContaining("ann on elsewhere (process 7) since " + now);

    write(new Holder("x", "ann", "elsewhere", 7, now.toString(), now.minusSeconds(130).toString()));
    Claim.on(SPARK, path()).close();
  }

  @Test
  void holdsAlsoWhileItsFileIsNotWhole() throws IOException {
    Files.writeString(file(), "{\"id\":");

    assertThatThrownBy(() -> Claim.on(SPARK, path())).isInstanceOf(InUseException.class);
  }

  @Test
  void noticesThatSomebodyTookItOver() throws IOException {
    try (Claim claim = Claim.on(SPARK, path())) {
      write(Holder.me());

      assertThatThrownBy(claim::requireUntouched)
          .isInstanceOf(InUseException.class)
          .hasMessageContaining("was taken over, by ");
    }
    assertThat(file()).as("the other one's").exists();
  }

  @Test
  void noticesThatSomebodyCommitted() {
    try (Claim claim = Claim.on(SPARK, path())) {
      SPARK.range(3).write().format("delta").save(path());

      assertThatThrownBy(claim::requireUntouched)
          .isInstanceOf(InUseException.class)
          .hasMessageContaining("was of version -1 when this began and is of version 0 now");
    }
  }

  private void write(Holder holder) throws IOException {
    Files.write(file(), holder.json());
  }

  private Path file() {
    return Path.of(Claim.filePath(path()));
  }

  private String path() {
    return folder.resolve("data").toString();
  }
}
