package dev.kindling.bench.prepare;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.kindling.datablock.Labeler;
import dev.kindling.datablock.Scan;
import dev.kindling.datablock.Splitter;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.PreparedDataset;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Our side of the race. */
record OurTables(SparkSession spark, Path folder, int presize) {

  /** Files, each with its path and size looked at. */
  long scanned() {
    return Scan.images(spark, folder.toString())
        .rows()
        .agg(count(lit(1)), sum("size"))
        .head()
        .getLong(0);
  }

  /** Items of the table that is written: decoded, hashed, measured, labelled, split. */
  long prepare(Path to, boolean lookForNearDuplicates) {
    Images images = presize == 0 ? Images.decode() : Images.decode().presize(presize);
    PreparedDataset table =
        Scan.images(spark, folder.toString())
            .label(Labeler.parentFolder())
            .split(Splitter.byHash(0.2, 1))
            .process(
                lookForNearDuplicates ? images.nearDuplicates(NearDuplicates.REPORT) : images,
                Targets.categories())
            .write(to.resolve("table").toString());
    return table.manifest().items();
  }
}
