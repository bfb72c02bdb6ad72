package dev.kindling.datablock.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who holds a {@link Lease}: the content of its file.
 *
 * @param id of the lease, random
 * @param user name
 * @param host name
 * @param process id on that host
 * @param since ISO-8601 instant
 * @param beat ISO-8601 instant of the last sign of life
 */
public record Holder(String id, String user, String host, long process, String since, String beat) {
  private static final JsonMapper JSON = new JsonMapper();

  /** This process, now. */
  public static Holder me() {
    String now = Instant.now().toString();
    return new Holder(
        UUID.randomUUID().toString(),
        System.getProperty("user.name", "somebody"),
        here(),
        ProcessHandle.current().pid(),
        now,
        now);
  }

  /** Of a file that is not whole, as when its writer was killed. */
  static Holder unknown(Instant modified) {
    return new Holder("", "somebody", "a host", 0, modified.toString(), modified.toString());
  }

  static Optional<Holder> read(byte[] json) {
    try {
      return Optional.of(JSON.readValue(json, Holder.class));
    } catch (java.io.IOException notWhole) {
      return Optional.empty();
    }
  }

  public byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A holder cannot be written as JSON", e);
    }
  }

  Holder beating() {
    return new Holder(id, user, host, process, since, Instant.now().toString());
  }

  /** Whether it gives no sign of life: its process is gone, or was silent for too long. */
  boolean dead(Duration silence) {
    boolean gone = process > 0 && host.equals(here()) && ProcessHandle.of(process).isEmpty();
    return gone || Instant.parse(beat).plus(silence).isBefore(Instant.now());
  }

  @Override
  public String toString() {
    return "%s on %s (process %d) since %s, last sign of life %s"
        .formatted(user, host, process, since, beat);
  }

  private static String here() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
