package dev.kindling.jobs.settings;

import dev.kindling.datablock.Table;
import java.util.List;
import java.util.Optional;

/** The table of a database that is read. */
final class JdbcSettings {
  private static final String TABLE = "data.jdbc.table";
  private static final String QUERY = "data.jdbc.query";
  private static final String USER = "data.jdbc.user";
  private static final String PASSWORD = "data.jdbc.password";
  private static final String PARTITION_COLUMN = "data.jdbc.partition-column";

  private JdbcSettings() {}

  /** The table, where the source is a database. */
  static Optional<Table.Jdbc> from(Reader reader, Optional<String> source, boolean columns) {
    Optional<String> url = source.filter(text -> text.startsWith("jdbc:"));
    if (url.isEmpty()) {
      reader.requireDefaults(
          List.of(TABLE, QUERY, USER, PASSWORD, PARTITION_COLUMN), "data.source is no jdbc: URL");
      return Optional.empty();
    }
    if (!columns) {
      throw DataSettings.missing(
          "data.columns", "the columns of the table, as data.source is a database");
    }
    Optional<String> table = reader.textIfGiven(TABLE);
    Optional<String> query = reader.textIfGiven(QUERY);
    if (table.isPresent() == query.isPresent()) {
      throw DataSettings.missing(
          TABLE + " or " + QUERY, "one of the two, as data.source is a database");
    }
    Table.Jdbc found =
        table
            .map(name -> Table.jdbc(url.get(), name))
            .orElseGet(() -> Table.query(url.get(), query.orElseThrow()));
    return Optional.of(
        new Table.Jdbc(
            found.url(),
            found.from(),
            reader.textIfGiven(USER),
            Optional.of(reader.text(PASSWORD)).filter(word -> !word.isEmpty()),
            reader.textIfGiven(PARTITION_COLUMN)));
  }
}
