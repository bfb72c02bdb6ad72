package dev.kindling.datablock.export;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Row;

/**
 * Writes the rows of a partition as shards; a task that is done again writes other files.
 *
 * @param storage where to
 * @param split that the rows are of
 * @param shardBytes that a shard has at most
 * @param samples how a row becomes a sample
 */
record ShardTask(Storage storage, String split, long shardBytes, SampleWriter samples)
    implements Serializable {

  /** Rows in the order of the columns {@code bucket} and {@code place}. */
  Iterator<WrittenShard> write(Iterator<Row> rows) throws IOException {
    List<WrittenShard> written = new ArrayList<>();
    Optional<TarOutput> open = Optional.empty();
    try {
      while (rows.hasNext()) {
        Row row = rows.next();
        int bucket = row.getAs("bucket");
        Sample sample = samples.of(row);
        boolean same = open.isPresent() && open.get().bucket() == bucket;
        if (!same || !open.get().fits(sample, shardBytes)) {
          int part = same ? open.get().part() + 1 : 0;
          if (open.isPresent()) {
            written.add(open.get().finish());
          }
          String name = "parts/%s-%d-%d-%s.tar".formatted(split, bucket, part, UUID.randomUUID());
          open = Optional.of(new TarOutput(name, bucket, part, storage.create(name)));
        }
        open.get().add(sample);
      }
      if (open.isPresent()) {
        written.add(open.get().finish());
      }
    } finally {
      if (open.isPresent()) {
        open.get().close();
      }
    }
    return written.iterator();
  }
}
