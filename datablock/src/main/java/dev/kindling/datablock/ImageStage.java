package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.kindling.datablock.process.ChannelStatistics;
import dev.kindling.datablock.process.Copies;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.ItemProcessor;
import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.process.ProcessedRow;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.TableWriter;
import dev.kindling.datablock.table.TextFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Images: each decoded once and measured, with copies of train on request. */
record ImageStage(Images images) implements Stage {

  @Override
  public Origin described(Origin origin) {
    Copies copies = images.copies();
    return (copies.perItem() == 0 ? origin : origin.set("copies.by", copies.copier()))
        .set("image.max-bytes", images.limits().maxBytes())
        .set("image.max-pixels", images.limits().maxPixels())
        .set("image.timeout", images.limits().timeout())
        .set("presize.short-side", images.presizeShortSide())
        .set("copies", copies.perItem())
        .set("near-duplicates", images.nearDuplicates());
  }

  @Override
  public NearDuplicates nearDuplicates() {
    return images.nearDuplicates();
  }

  @Override
  public StructType schema() {
    return ProcessedRow.SCHEMA;
  }

  @Override
  public StructType facts() {
    return ProcessedRow.FACTS;
  }

  @Override
  public Function<Row, Row> processor(FileTree tree) {
    return new ItemProcessor(tree, images)::process;
  }

  @Override
  public boolean needsLabels() {
    return true;
  }

  @Override
  public long maxBytes() {
    return images.limits().maxBytes();
  }

  /** What is fitted on images are sums of numbers that are kept. */
  @Override
  public boolean fitsOnContents() {
    return false;
  }

  @Override
  public Prepared prepared(Dataset<Row> kept, Dataset<Row> facts, TableWriter writer) {
    Dataset<Row> items =
        kept.select(
            "key", "content", "format", "width", "height", "sha256", "label", "split", "group");
    return new Prepared(
        withCopies(items),
        Kind.IMAGE,
        images.copies().perItem(),
        statistics(facts),
        new Manifest.Transforms(images.presizeShortSide()),
        TextFacts.NONE,
        Optional.empty());
  }

  private Dataset<Row> withCopies(Dataset<Row> items) {
    Copies made = images.copies(); // a task must not carry more along
    if (made.perItem() == 0) {
      return items;
    }
    JavaRDD<Row> more =
        items.where(col("split").equalTo(Split.TRAIN.text())).toJavaRDD().flatMap(made::of);
    return items.union(items.sparkSession().createDataFrame(more, items.schema()));
  }

  private static ChannelStatistics statistics(Dataset<Row> facts) {
    Row sums =
        facts
            .where(col("split").equalTo(Split.TRAIN.text()))
            .agg(
                count(lit(1)),
                sum("mean_0"),
                sum("mean_1"),
                sum("mean_2"),
                sum("square_0"),
                sum("square_1"),
                sum("square_2"))
            .head();
    return ChannelStatistics.of(longs(sums, 1), longs(sums, 4), Math.max(1, sums.getLong(0)));
  }

  private static List<Long> longs(Row row, int first) {
    return IntStream.range(first, first + 3).mapToObj(row::getLong).toList();
  }
}
