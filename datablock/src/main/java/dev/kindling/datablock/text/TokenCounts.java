package dev.kindling.datablock.text;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * How often each token occurs in a corpus.
 *
 * @param frequent the tokens that occur often enough, with their counts
 * @param types different tokens in all, the rare ones too
 * @param tokens in all
 */
public record TokenCounts(Map<String, Long> frequent, long types, long tokens) {
  public TokenCounts {
    frequent = Collections.unmodifiableMap(new TreeMap<>(frequent));
  }

  /**
   * One distributed count; the same for any number of partitions. The rare tokens never reach the
   * driver.
   *
   * @param documents the tokens of each document
   * @param minFrequency how often a token must occur to be frequent, 1 or more
   */
  public static TokenCounts of(JavaRDD<? extends Iterable<String>> documents, long minFrequency) {
    JavaPairRDD<String, Long> counts =
        documents
            .flatMap(Iterable::iterator)
            .mapToPair(token -> new Tuple2<>(token, 1L))
            .reduceByKey(Long::sum)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Map<String, Long> frequent =
          counts.filter(entry -> entry._2() >= minFrequency).collectAsMap();
      return new TokenCounts(frequent, counts.count(), counts.values().fold(0L, Long::sum));
    } finally {
      counts.unpersist();
    }
  }
}
