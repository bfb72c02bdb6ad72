package dev.kindling.datablock.batch;

import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.shard.ShardWriter;
import dev.kindling.datablock.shard.TokenContent;
import java.io.IOException;
import java.nio.file.Path;

/** Shards of token ids for tests. */
final class TokenShards {
  private TokenShards() {}

  /** Documents "doc0", "doc1", …, each with its index as its category. */
  static Shard of(Path folder, int[]... documents) throws IOException {
    Path path = folder.resolve("shard");
    try (ShardWriter writer = ShardWriter.create(path)) {
      for (int i = 0; i < documents.length; i++) {
        writer.add(new ShardRecord("doc" + i, i, TokenContent.of(documents[i])));
      }
      writer.finish();
    }
    return Shard.open(path);
  }

  /** Documents of the lengths, every token of a document its index. */
  static Shard ofLengths(Path folder, int... lengths) throws IOException {
    int[][] documents = new int[lengths.length][];
    for (int i = 0; i < lengths.length; i++) {
      documents[i] = new int[lengths[i]];
      java.util.Arrays.fill(documents[i], i);
    }
    return of(folder, documents);
  }
}
