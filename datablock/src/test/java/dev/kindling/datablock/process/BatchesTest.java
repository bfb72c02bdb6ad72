package dev.kindling.datablock.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private final List<Integer> batches = new ArrayList<>();
  private final Function<List<Integer>, List<String>> work =
      batch -> {
        batches.add(batch.size());
        return batch.stream().map(String::valueOf).toList();
      };

  @Test
  void givesAResultForEachPieceInOrderFromBatchesOfSixteen() {
    Iterator<Integer> pieces = IntStream.range(0, 40).iterator();

    List<String> results = all(new Batches<>(pieces, i -> 0, work));

    assertThat(results).isEqualTo(IntStream.range(0, 40).mapToObj(String::valueOf).toList());
    assertThat(batches).containsExactly(16, 16, 8);
  }

  @Test
  void aBatchEndsWithThePieceThatMakesItLarge() {
    Iterator<Integer> pieces = List.of(1, 7, 1, 20, 3).iterator(); // MiB

    all(new Batches<>(pieces, i -> (long) i << 20, work));

    assertThat(batches).containsExactly(2, 2, 1);
  }

  @Test
  void readsNoFurtherThanTheBatchThatIsAskedFor() {
    List<Integer> taken = new ArrayList<>();
    Iterator<Integer> pieces =
        new Each<>(
            IntStream.range(0, 100).iterator(),
            i -> {
              taken.add(i);
              return i;
            });

    new Batches<>(pieces, i -> 0, work).next();

    assertThat(taken).hasSize(16);
  }

  private static List<String> all(Iterator<String> results) {
    List<String> all = new ArrayList<>();
    results.forEachRemaining(all::add);
    return all;
  }
}
