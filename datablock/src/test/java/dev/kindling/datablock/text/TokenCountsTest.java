package dev.kindling.datablock.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.SparkFixture;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCountsTest {
  private static final List<String> DOCUMENTS =
      List.of("the cat", "the dog", "", "a cat and a dog", "the end");

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void givesTheSameVocabularyForAnyNumberOfPartitions(int partitions) {
    TextRules rules = TextRules.standard();
    JavaRDD<List<String>> documents =
        JavaSparkContext.fromSparkContext(SparkFixture.session().sparkContext())
            .parallelize(DOCUMENTS, partitions)
            .map(rules::tokens);

    TokenCounts counts = TokenCounts.of(documents, 2);

    assertThat(counts.types()).isEqualTo(8);
    assertThat(counts.tokens()).isEqualTo(21);
    assertThat(counts.frequent())
        .isEqualTo(Map.of("xxbos", 5L, "xxeos", 5L, "the", 3L, "a", 2L, "cat", 2L, "dog", 2L));
    assertThat(Vocab.fromCounts(counts.frequent(), VocabLimits.standard()).tokens().subList(8, 12))
        .containsExactly("the", "a", "cat", "dog");
  }
}
