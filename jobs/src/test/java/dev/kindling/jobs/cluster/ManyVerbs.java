package dev.kindling.jobs.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kindling.jobs.Kindling;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Arrays;

/**
 * A driver that runs one verb after another in one Spark session. Of each line of stdin the first
 * field is the faults, the others the arguments, apart by tabs; of each line of stdout the first
 * field is the exit code, the other the last line that the verb printed.
 */
final class ManyVerbs {
  private ManyVerbs() {}

  public static void main(String[] none) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] fields = line.split("\t", -1);
      System.setProperty("kindling.faults", fields[0]);
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      int code =
          Kindling.run(
              new PrintStream(printed, true, UTF_8), Arrays.copyOfRange(fields, 1, fields.length));
      String[] lines = printed.toString(UTF_8).strip().split("\n", -1);
      System.out.println(code + "\t" + lines[lines.length - 1]);
    }
    System.exit(0);
  }
}
