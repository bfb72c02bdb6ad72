package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;

import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.run.Findings;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.train.Run;
import java.util.List;
import org.apache.spark.sql.Row;

/** What the report shows of a run and its dataset. */
final class RunFindings {
  private static final int DUPLICATES = 100;
  private static final int QUARANTINED = 500;

  private RunFindings() {}

  static Findings of(Run run, PreparedDataset dataset, Settings settings) {
    return new Findings(
        SampleBatch.of(dataset, settings),
        dataset.manifest().labels(),
        dataset.manifest().vocab(),
        List.of(),
        List.of(),
        quarantine(dataset),
        duplicates(dataset),
        Histories.schedule(run));
  }

  private static List<Findings.Quarantined> quarantine(PreparedDataset dataset) {
    return dataset.quarantine().orderBy("key").limit(QUARANTINED).collectAsList().stream()
        .map(
            row ->
                new Findings.Quarantined(
                    row.getAs("key"), row.getAs("reason"), row.getAs("detail"), ""))
        .toList();
  }

  private static List<List<String>> duplicates(PreparedDataset dataset) {
    return dataset
        .rows()
        .groupBy("sha256")
        .agg(count(lit(1)).as("copies"), sort_array(collect_list("key")).as("keys"))
        .where(col("copies").gt(1))
        .orderBy("keys")
        .limit(DUPLICATES)
        .collectAsList()
        .stream()
        .map((Row row) -> row.<String>getList(row.fieldIndex("keys")))
        .map(List::copyOf)
        .toList();
  }
}
