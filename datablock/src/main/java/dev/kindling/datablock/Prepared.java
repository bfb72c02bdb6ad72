package dev.kindling.datablock;

import dev.kindling.datablock.process.ChannelStatistics;
import dev.kindling.datablock.quality.QualityFacts;
import dev.kindling.datablock.table.Kind;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.TextFacts;
import dev.kindling.datablock.text.Vocab;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a table and what its manifest says of them alone.
 *
 * @param rows as {@link dev.kindling.datablock.table.PreparedDataset#rows()} has them
 * @param kind of the items
 * @param copiesOfEach changed copies beside each item of train
 * @param train statistics of the channels of images
 * @param quality of images
 * @param transforms of images
 * @param text facts of texts
 * @param vocab that the tokens of texts are indices into
 */
record Prepared(
    Dataset<Row> rows,
    Kind kind,
    int copiesOfEach,
    ChannelStatistics train,
    QualityFacts quality,
    Manifest.Transforms transforms,
    TextFacts text,
    Optional<Vocab> vocab) {}
