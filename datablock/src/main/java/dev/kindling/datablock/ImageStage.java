package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;

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
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
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
  public FlatMapFunction<Iterator<Row>, Row> processor(FileTree tree) {
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
    ImageTally tally = ImageTally.of(facts);
    return new Prepared(
        withCopies(items),
        Kind.IMAGE,
        images.copies().perItem(),
        tally.statistics(),
        tally.quality(),
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
}
