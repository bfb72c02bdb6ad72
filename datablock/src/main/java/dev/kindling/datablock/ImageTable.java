package dev.kindling.datablock;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.document.DocumentRow;
import dev.kindling.datablock.document.ImageColumns;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.NoTree;
import dev.kindling.datablock.scan.Selection;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Scans tables of images: of their paths, or of their bytes. */
final class ImageTable {
  private ImageTable() {}

  static Items<Images> scan(SparkSession spark, Table table, ImageColumns columns) {
    OpenTable open = OpenTable.of(spark, table);
    Dataset<Row> rows = keyed(open.documents(spark, columns.ofTable()), columns);
    if (columns.path().isPresent()) {
      FileTree root = root(spark, table, open, columns);
      ImagePaths paths = new ImagePaths(root, columns.key().isPresent());
      JavaRDD<Row> located = rows.toJavaRDD().map(paths::located);
      StagedDocuments staged = new StagedDocuments(spark, table.place(), root);
      Dataset<Row> all = staged.staged(spark.createDataFrame(located, DocumentRow.SCHEMA), 0);
      Items<Images> found =
          staged.counted(RepeatedKeys.marked(all), open.skipped(), columns.ofTable());
      int parallelism = spark.sparkContext().defaultParallelism();
      return found.inPartitions(Scan.partitions(found.rows().count(), 0, parallelism));
    }
    requireBytes(table, open, columns.content().orElseThrow());
    StagedDocuments staged = new StagedDocuments(spark, table.place(), new NoTree());
    boolean inPlace = columns.key().isPresent() && open.settled(); // contents are read once then
    Dataset<Row> all =
        inPlace
            ? rows
            : staged.staged(
                columns.key().isPresent() ? rows : TextTable.byContent(rows), open.bytes());
    return staged.counted(RepeatedKeys.marked(all), open.skipped(), columns.ofTable());
  }

  private static FileTree root(
      SparkSession spark, Table table, OpenTable open, ImageColumns columns) {
    String root =
        columns
            .root()
            .or(open::folder)
            .orElseThrow(
                () ->
                    new DataContractException(
                        "The paths in %s need a root: name the folder that the images lie in"
                            .formatted(table.place())));
    return FileTree.of(root, spark.sessionState().newHadoopConf(), Selection.of(FileKind.IMAGES));
  }

  private static void requireBytes(Table table, OpenTable open, String column) {
    if (!(open instanceof OpenTable.Rows rows)) {
      throw new DataContractException(
          "%s is CSV, which holds no images: name a column of paths".formatted(table.place()));
    }
    DataType type = rows.type(column);
    if (!(type instanceof BinaryType)) {
      throw new DataContractException(
          "Column \"%s\" of %s holds %s, no bytes: name it as the column of paths, or another"
              .formatted(column, table.place(), type.simpleString()));
    }
  }

  /** Keys in Unicode's normal form C; a row that should have one and has none is bad. */
  private static Dataset<Row> keyed(Dataset<Row> rows, ImageColumns columns) {
    if (columns.key().isEmpty()) {
      return rows;
    }
    UDF1<String, String> compose = key -> key == null ? null : Keys.composed(key);
    Column key = udf(compose, DataTypes.StringType).apply(col("key"));
    Column lacking =
        col("fate").equalTo(DocumentRow.DOCUMENT).and(trim(coalesce(key, lit(""))).equalTo(""));
    return rows.select(
        when(lacking, "no-key").otherwise(key).as("key"),
        col("location"),
        col("content"),
        col("given_label"),
        col("given_split"),
        when(lacking, DocumentRow.BAD).otherwise(col("fate")).as("fate"),
        when(lacking, QuarantineReason.MALFORMED_ROW.code()).otherwise(col("fault")).as("fault"),
        when(lacking, "has no key").otherwise(col("detail")).as("detail"));
  }
}
