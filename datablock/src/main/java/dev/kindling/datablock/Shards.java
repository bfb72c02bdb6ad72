package dev.kindling.datablock;

import dev.kindling.datablock.document.DocumentRow;
import dev.kindling.datablock.document.SampleColumns;
import dev.kindling.datablock.document.TarShard;
import dev.kindling.datablock.document.TextColumns;
import dev.kindling.datablock.process.Inputs;
import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.Selection;
import dev.kindling.datablock.scan.Source;
import dev.kindling.datablock.scan.Walk;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Scans tar files in the layout of WebDataset, each by one task, from its beginning to its end. */
final class Shards {
  private Shards() {}

  static <I extends Inputs> Items<I> scan(
      SparkSession spark, String uri, FileKind kind, SampleColumns columns, Selection selection) {
    Source source =
        Source.of(uri, spark.sessionState().newHadoopConf(), selection.ofKind(FileKind.SHARDS));
    Walk walk = source.walk(spark);
    FileTree tree = source.tree();
    List<String> places = columns.places();
    JavaRDD<Row> rows =
        walk.rows()
            .repartition((int) Math.min(walk.items(), 10_000))
            .toJavaRDD()
            .flatMap(
                file ->
                    new TarShard(
                        tree,
                        file.getString(0),
                        file.getString(1),
                        kind,
                        SampleColumns.of(places)));
    StagedDocuments staged = new StagedDocuments(spark, uri, tree);
    Dataset<Row> all = staged.staged(spark.createDataFrame(rows, DocumentRow.SCHEMA), walk.bytes());
    return staged.counted(
        RepeatedKeys.marked(all),
        walk.skipped(),
        new TextColumns(
            columns.key(), columns.item().orElse("any"), columns.label(), columns.split()));
  }
}
