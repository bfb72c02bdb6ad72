package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.Selection;
import java.util.Optional;

/** A table whose rows are items. */
public sealed interface Table {
  /**
   * CSV files with a header line, packed by gzip or not, or Parquet files, as a folder, one file or
   * a pattern for names; or a Delta table, in its latest version.
   *
   * @param uri of the folder, file or table
   */
  static Table at(String uri) {
    return at(uri, Selection.of(FileKind.TABLES));
  }

  /** The same of those files of a folder that are selected. */
  static Table at(String uri, Selection selection) {
    return new Files(uri, selection);
  }

  /**
   * A table of a database whose JDBC driver is on the class path of driver and executors.
   *
   * @param url as its driver wants it, such as {@code jdbc:postgresql://host/photos}
   * @param table its name
   */
  static Jdbc jdbc(String url, String table) {
    return new Jdbc(url, table, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The rows of a query, as of {@link #jdbc}. */
  static Jdbc query(String url, String query) {
    return jdbc(url, "(%s) kindling_rows".formatted(query));
  }

  /** Where it is, without secrets. */
  String place();

  /** See {@link #at(String, Selection)}. */
  record Files(String uri, Selection selection) implements Table {
    public Files {
      requireNonNull(uri, "uri");
      requireNonNull(selection, "selection");
    }

    @Override
    public String place() {
      return Secrets.hide(uri);
    }
  }

  /**
   * See {@link #jdbc}.
   *
   * @param url of the database
   * @param from what SQL selects from: a table, or a query in parentheses with a name
   * @param user whom the database knows
   * @param password of the user
   * @param partitionColumn a column of whole numbers by whose ranges the table is read in parallel,
   *     each range in a transaction of its own; otherwise one task reads all
   */
  record Jdbc(
      String url,
      String from,
      Optional<String> user,
      Optional<String> password,
      Optional<String> partitionColumn)
      implements Table {
    public Jdbc {
      requireNonNull(user, "user");
      requireNonNull(password, "password");
      requireNonNull(partitionColumn, "partitionColumn");
      if (!url.startsWith("jdbc:") || from.isBlank()) {
        throw new IllegalArgumentException(
            "A database needs a URL that begins with jdbc: and a table or query, got %s and \"%s\""
                .formatted(Secrets.hide(url), from));
      }
    }

    /** The same for a user. */
    public Jdbc as(String name, String word) {
      return new Jdbc(url, from, Optional.of(name), Optional.of(word), partitionColumn);
    }

    /** The same, read in parallel by ranges of a column of whole numbers. */
    public Jdbc inRangesOf(String column) {
      return new Jdbc(url, from, user, password, Optional.of(column));
    }

    @Override
    public String place() {
      return Secrets.hide(url);
    }

    @Override
    public String toString() {
      return "%s of %s".formatted(from, place());
    }
  }
}
