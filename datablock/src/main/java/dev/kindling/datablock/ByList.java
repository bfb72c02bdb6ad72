package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Valid, and test if there is one, are what files list: see {@link Splitter#byList}.
 *
 * @param valid path or URI of the list of valid
 * @param test the same of test; empty for no test
 */
public record ByList(String valid, String test) implements Splitter {
  public ByList {
    requireNonNull(valid, "valid");
    requireNonNull(test, "test");
    if (valid.isBlank() || valid.equals(test)) {
      throw new IllegalArgumentException(
          "Splitter byList needs a list of valid, and another of test if any, got \"%s\" and \"%s\""
              .formatted(valid, test));
    }
  }

  @Override
  public Dataset<Row> split(Dataset<Row> rows) {
    KeyList listed = KeyList.read(rows.sparkSession(), valid, Split.VALID);
    if (!test.isBlank()) {
      listed = listed.with(KeyList.read(rows.sparkSession(), test, Split.TEST));
    }
    return listed
        .requireItems(rows)
        .join(rows)
        .na()
        .fill(Split.TRAIN.text(), new String[] {"split"});
  }

  @Override
  public Optional<Long> drawnBy() {
    return Optional.empty();
  }
}
