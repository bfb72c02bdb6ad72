package dev.kindling.datablock;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.LabelType;
import dev.kindling.datablock.scan.FileTree;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Makes labels, or faults, of what labelers found. */
final class ReadLabels {
  /** A column of the texts that were given for an item, array of string; null for none. */
  static final String GIVEN = "given_labels";

  /** A column of the code of what is wrong with a label, null where nothing is. */
  static final String FAULT = "label_fault";

  /** A column of what was found there. */
  static final String DETAIL = "label_detail";

  private static final StructType READ =
      StructType.fromDDL("label STRING, label_fault STRING, label_detail STRING");

  private ReadLabels() {}

  /** Finds what was given for an item, on an executor. */
  private interface Finding extends Serializable {
    Collection<String> given() throws BadItemException;
  }

  /**
   * The rows with {@code label}, null where there is none that can be read; and {@code label_fault}
   * and {@code label_detail}, why not.
   *
   * @param rows with the column {@link #GIVEN}
   */
  static Dataset<Row> ofGiven(Dataset<Row> rows, LabelType type) {
    UDF1<Seq<String>, Row> read =
        given -> row(type, () -> given == null ? List.of() : CollectionConverters.asJava(given));
    return with(rows.drop("label"), udf(read, READ).apply(col(GIVEN)));
  }

  /** The same of a column {@code label} of one text each, null where there is none. */
  static Dataset<Row> ofText(Dataset<Row> rows, LabelType type) {
    Column given = when(col("label").isNotNull(), array(col("label")));
    return ofGiven(rows.withColumn(GIVEN, given), type);
  }

  /** The same of what a function says; kept, so that it is not asked again and again. */
  static Dataset<Row> ofFunction(Dataset<Row> rows, Labeler.Named labeler, LabelType type) {
    UDF1<String, Row> read = key -> row(type, () -> given(labeler, key));
    return Persisted.of(with(rows, udf(read, READ).apply(col("key"))));
  }

  private static Collection<String> given(Labeler.Named labeler, String key)
      throws BadItemException {
    try {
      return labeler.function().of(key);
    } catch (RuntimeException e) { // the user's mistake, never the job's end
      throw new BadItemException(
          QuarantineReason.UNREADABLE_LABEL,
          "labeler %s failed: %s".formatted(labeler.name(), e),
          e);
    }
  }

  /** The same of what files beside the items say; kept, so that they are read once. */
  static Dataset<Row> ofCompanions(
      Dataset<Row> rows, Labeler.Companion labeler, FileTree tree, LabelType type) {
    CompanionFile companion = new CompanionFile(tree, labeler.extension());
    UDF1<String, Row> read = location -> row(type, () -> companion.lines(location));
    return Persisted.of(with(rows, udf(read, READ).apply(col("location"))));
  }

  private static Row row(LabelType type, Finding finding) {
    try {
      return RowFactory.create(type.read(finding.given()), null, null);
    } catch (BadItemException e) {
      return RowFactory.create(null, e.reason().code(), e.detail());
    }
  }

  private static Dataset<Row> with(Dataset<Row> rows, Column read) {
    Column[] columns =
        Stream.concat(
                Stream.of(rows.columns()).filter(name -> !name.equals(GIVEN)),
                Stream.of(READ.fieldNames()).map(name -> "read_label." + name))
            .map(org.apache.spark.sql.functions::col)
            .toArray(Column[]::new);
    return rows.withColumn("read_label", read).select(columns);
  }
}
