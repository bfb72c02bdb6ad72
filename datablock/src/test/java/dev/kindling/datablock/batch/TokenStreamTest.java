package dev.kindling.datablock.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.shard.EpochOrder;
import dev.kindling.datablock.shard.Shard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenStreamTest {
  @TempDir Path folder;

  /** The stream 20 21 | 10 11 12 13 14 15 | 30 31 32 33 34: 13 tokens, 2 rows of 6. */
  private TokenStream stream(int bptt) throws IOException {
    Shard shard =
        TokenShards.of(
            folder,
            new int[] {10, 11, 12, 13, 14, 15},
            new int[] {20, 21},
            new int[] {},
            new int[] {30, 31, 32, 33, 34});
    return TokenStream.of(shard, new int[] {1, 2, 0, 3}, 2, bptt);
  }

  @Test
  void laysDocumentsEndToEndAndCutsTheStreamIntoRows() throws IOException {
    TokenStream stream = stream(4);

    assertThat(stream.windows()).isEqualTo(2);
    assertThat(stream.tokens()).isEqualTo(13);
    assertThat(stream.unused()).isZero();
    TokenBatch first = stream.window(0);
    assertThat(first.rows()).isEqualTo(2);
    assertThat(first.tokens()).containsExactly(20, 21, 10, 11, 14, 15, 30, 31);
    assertThat(first.targets()).containsExactly(21, 10, 11, 12, 15, 30, 31, 32);
    TokenBatch last = stream.window(1);
    assertThat(last.steps()).isEqualTo(2);
    assertThat(last.tokens()).containsExactly(12, 13, 32, 33);
    assertThat(last.targets()).containsExactly(13, 14, 33, 34);
    assertThat(last.lengths()).containsExactly(2, 2);
  }

  @Test
  void namesRowsAfterTheFirstDocumentOfTheShard() throws IOException {
    assertThat(stream(3).window(1).keys()).containsExactly("doc0#0", "doc0#1");
  }

  @Test
  void givesTheSameWindowsInAnyOrder() throws IOException {
    TokenStream stream = stream(1);
    int[] last = stream.window(5).tokens();
    IntStream.range(0, 6).forEach(stream::window);

    assertThat(stream.window(5).tokens()).isEqualTo(last).containsExactly(13, 33);
  }

  @Test
  void countsTheTokensThatNoWindowHasForATarget() throws IOException {
    try (Shard shard = TokenShards.ofLengths(folder, 7, 5)) {
      TokenStream stream = TokenStream.of(shard, EpochOrder.asStored(2), 4, 70);

      assertThat(stream.windows()).isEqualTo(1); // 11 targets, 4 rows of 2
      assertThat(stream.window(0).targets()).hasSize(8);
      assertThat(stream.unused()).isEqualTo(3);
    }
  }

  @Test
  void usesEveryTargetOnceWhateverTheWindows() throws IOException {
    int[] document = IntStream.range(0, 10_001).toArray();
    try (Shard shard = TokenShards.of(folder, document)) {
      TokenStream even = TokenStream.of(shard, new int[] {0}, 8, 70);
      TokenStream varying = even.varying(70, new Seed(3), 1);
      List<Integer> steps = new ArrayList<>();
      for (TokenStream stream : List.of(even, varying)) {
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < stream.windows(); i++) {
          TokenBatch window = stream.window(i);
          IntStream.of(window.targets()).forEach(targets::add);
          steps.add(window.steps());
        }
        Collections.sort(targets);
        assertThat(targets).isEqualTo(IntStream.rangeClosed(1, 10_000).boxed().toList());
      }

      List<Integer> varied = steps.subList(even.windows(), steps.size());
      assertThat(varied.subList(0, varied.size() - 1)).allMatch(n -> n >= 5 && n <= 90);
      assertThat(varied).hasSizeBetween(16, 24);
      assertThat(varied.stream().distinct().count()).isGreaterThan(5);
    }
  }

  @Test
  void drawsTheSameWindowsForTheSameSeedAndEpochOnly() throws IOException {
    try (Shard shard = TokenShards.ofLengths(folder, 5_000)) {
      TokenStream stream = TokenStream.of(shard, new int[] {0}, 2, 70);

      assertThat(steps(stream.varying(70, new Seed(1), 0)))
          .isEqualTo(steps(stream.varying(70, new Seed(1), 0)))
          .isNotEqualTo(steps(stream.varying(70, new Seed(1), 1)))
          .isNotEqualTo(steps(stream.varying(70, new Seed(2), 0)));
    }
  }

  @Test
  void refusesABatchWiderThanTheStream() throws IOException {
    try (Shard shard = TokenShards.ofLengths(folder, 4, 4)) {
      int[] order = EpochOrder.asStored(2);

      assertThat(TokenStream.of(shard, order, 7, 70).window(0).targets()).hasSize(7);
      assertThatThrownBy(() -> TokenStream.of(shard, order, 8, 70))
          .isInstanceOf(DataContractException.class)
          .hasMessageContaining("8 rows")
          .hasMessageContaining("at least 9 tokens, a worker's 2 documents have 8");
    }
  }

  @Test
  void refusesAnEmptyShard() throws IOException {
    try (Shard shard = TokenShards.of(folder)) {
      assertThatThrownBy(() -> TokenStream.of(shard, new int[0], 1, 1))
          .isInstanceOf(DataContractException.class)
          .hasMessageContaining("0 documents have 0");
    }
  }

  private static List<Integer> steps(TokenStream stream) {
    return IntStream.range(0, stream.windows()).map(i -> stream.window(i).steps()).boxed().toList();
  }
}
