package dev.kindling.datablock;

import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.Inputs;
import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.Texts;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.table.TableWriter;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** What preparing does otherwise for each kind of items. */
sealed interface Stage permits ImageStage, TextStage {
  /** The stage of these inputs. */
  static Stage of(Inputs inputs, Targets targets) {
    if (inputs instanceof Texts texts) {
      return new TextStage(texts, targets);
    }
    if (inputs instanceof Images images) {
      return new ImageStage(images);
    }
    throw new IllegalStateException("Inputs of an unknown kind: " + inputs);
  }

  /** The origin with the settings of the inputs. */
  Origin described(Origin origin);

  /** What becomes of items that show the same; then {@link #facts} has a column {@code look}. */
  NearDuplicates nearDuplicates();

  /** Columns of processed rows; {@code key, label, split, sha256, reason, detail} come first. */
  StructType schema();

  /** The first of those columns, which are small. */
  StructType facts();

  /**
   * Makes each item of {@link ItemColumns}, with other columns behind, a good or bad row of {@link
   * #schema}, in their order.
   */
  FlatMapFunction<Iterator<Row>, Row> processor(FileTree tree);

  /** Whether an item without a label is bad. */
  boolean needsLabels();

  /** Bytes that an item may have. */
  long maxBytes();

  /**
   * Whether {@link #prepared} fits something on the contents of all items, so that those which need
   * not be read again must be processed again.
   */
  boolean fitsOnContents();

  /**
   * Fits what is to be fitted and makes the rows of the table.
   *
   * @param kept good items of the columns of {@link #schema}, with their labels as they stay
   * @param facts the same of the columns of {@link #facts}
   * @param writer of what lies beside the table
   */
  Prepared prepared(Dataset<Row> kept, Dataset<Row> facts, TableWriter writer);
}
