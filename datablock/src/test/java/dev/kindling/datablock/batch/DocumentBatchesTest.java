package dev.kindling.datablock.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.DocumentBatches.Keep;
import dev.kindling.datablock.shard.EpochOrder;
import dev.kindling.datablock.shard.EpochSampler;
import dev.kindling.datablock.shard.Shard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentBatchesTest {
  private static final EpochSampler ONCE = EpochSampler.everyItemOnce();
  private static final Seed SEED = new Seed(7);

  @TempDir Path folder;

  @Test
  void padsShorterDocumentsAtTheirEnd() throws IOException {
    Shard shard = TokenShards.of(folder, new int[] {8}, new int[] {10, 11, 12}, new int[] {20, 21});

    TokenBatch batch = DocumentBatches.evaluation(shard, 3).batch(0);

    assertThat(batch.keys()).containsExactly("doc1", "doc2", "doc0");
    assertThat(batch.tokens()).containsExactly(10, 11, 12, 20, 21, 1, 8, 1, 1);
    assertThat(batch.lengths()).containsExactly(3, 2, 1);
    assertThat(batch.targets()).containsExactly(1, 2, 0);
  }

  @Test
  void evaluatesFromTheLongestToTheShortest() throws IOException {
    try (Shard shard = TokenShards.ofLengths(folder, 2, 5, 2, 9, 5)) {
      assertThat(DocumentBatches.evaluation(shard, 2).order()).containsExactly(3, 1, 4, 0, 2);
      assertThat(DocumentBatches.evaluation(shard, 2).count()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 149, 150, 151, 340})
  void givesEveryDocumentOnceInEveryEpoch(int documents) throws IOException {
    int[] lengths = IntStream.range(0, documents).map(i -> 1 + i * 37 % 101).toArray();
    try (Shard shard = TokenShards.ofLengths(folder, lengths)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        int[] order = DocumentBatches.training(shard, 3, ONCE, SEED, epoch).order();
        assertThat(Arrays.stream(order).sorted().toArray()).isEqualTo(range(documents));
      }
    }
  }

  @Test
  void beginsWithTheLongestDocumentAndEndsWithTheShortBatch() throws IOException {
    int[] lengths = IntStream.range(0, 400).map(i -> 1 + i * 37 % 401).toArray();
    try (Shard shard = TokenShards.ofLengths(folder, lengths)) {
      DocumentBatches batches = DocumentBatches.training(shard, 3, ONCE, SEED, 0);

      assertThat(batches.count()).isEqualTo(134);
      assertThat(batches.batch(0).steps()).isEqualTo(Arrays.stream(lengths).max().orElseThrow());
      assertThat(batches.batch(133).rows()).isEqualTo(1);
    }
  }

  @Test
  void sortsWithinFiftyBatchesOnly() throws IOException {
    int[] lengths = IntStream.range(0, 300).map(i -> 1 + i * 37 % 401).toArray();
    int[] drawn = EpochOrder.of(300, SEED, 4);
    try (Shard shard = TokenShards.ofLengths(folder, lengths)) {
      DocumentBatches batches = DocumentBatches.training(shard, 2, ONCE, SEED, 4);

      for (int part = 0; part < 3; part++) { // a batch is a pair of neighbours in its megabatch
        int[] sorted =
            Arrays.stream(drawn, 100 * part, 100 * part + 100)
                .boxed()
                .sorted((a, b) -> Integer.compare(lengths[b], lengths[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        String first = "doc" + sorted[0];
        assertThat(IntStream.range(0, 150).mapToObj(i -> batches.batch(i).keys()))
            .filteredOn(keys -> keys.get(0).equals(first))
            .singleElement()
            .isEqualTo(java.util.List.of(first, "doc" + sorted[1]));
      }
    }
  }

  @Test
  void drawsAnotherOrderInEveryEpochAndTheSameAgain() throws IOException {
    try (Shard shard = TokenShards.ofLengths(folder, range(60))) {
      int[] order = DocumentBatches.training(shard, 4, ONCE, SEED, 0).order();

      assertThat(DocumentBatches.training(shard, 4, ONCE, SEED, 0).order()).isEqualTo(order);
      assertThat(DocumentBatches.training(shard, 4, ONCE, SEED, 1).order()).isNotEqualTo(order);
      assertThat(DocumentBatches.training(shard, 4, ONCE, new Seed(8), 0).order())
          .isNotEqualTo(order);
    }
  }

  @Test
  void repeatsNothingWhereThereIsOneBatch() throws IOException {
    try (Shard shard = TokenShards.ofLengths(folder, 3, 7)) {
      DocumentBatches batches = DocumentBatches.training(shard, 8, ONCE, SEED, 0);

      assertThat(batches.count()).isEqualTo(1);
      assertThat(batches.batch(0).keys()).containsExactly("doc1", "doc0");
    }
  }

  @Test
  void cutsLongDocumentsWhereItIsToldAndCountsThem() throws IOException {
    Shard shard = TokenShards.of(folder, new int[] {10, 11, 12}, new int[] {20, 21});
    DocumentBatches whole = DocumentBatches.evaluation(shard, 2);

    assertThat(whole.cut()).isZero();
    assertThat(whole.cutTo(2, Keep.LAST).batch(0).tokens()).containsExactly(11, 12, 20, 21);
    assertThat(whole.cutTo(2, Keep.FIRST).batch(0).tokens()).containsExactly(10, 11, 20, 21);
    assertThat(whole.cutTo(2, Keep.LAST).cut()).isEqualTo(1);
  }

  @Test
  void refusesADocumentWithoutTokens() throws IOException {
    try (Shard shard = TokenShards.ofLengths(folder, 0, 2)) {
      assertThatThrownBy(() -> DocumentBatches.evaluation(shard, 2).batch(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("\"doc0\" has no token");
    }
  }

  private static int[] range(int end) {
    return IntStream.range(0, end).toArray();
  }
}
