package dev.kindling.datablock.text;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** How often each token occurs in a corpus, by one distributed count. */
public final class TokenCounts {
  private TokenCounts() {}

  /**
   * The tokens that occur {@code minFrequency} times or more, with their counts; the same for any
   * number of partitions. The rarer ones never reach the driver.
   *
   * @param documents the tokens of each document
   * @param minFrequency 1 or more
   */
  public static Map<String, Long> of(JavaRDD<List<String>> documents, long minFrequency) {
    Map<String, Long> counts =
        documents
            .flatMap(List::iterator)
            .mapToPair(token -> new Tuple2<>(token, 1L))
            .reduceByKey(Long::sum)
            .filter(entry -> entry._2() >= minFrequency)
            .collectAsMap();
    return Collections.unmodifiableMap(new TreeMap<>(counts));
  }
}
