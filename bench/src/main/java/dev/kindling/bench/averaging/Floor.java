package dev.kindling.bench.averaging;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * What no round can do without, of the same bytes: a broadcast, and one array from each worker; and
 * what this machine takes to copy them once.
 *
 * @param spark where
 * @param bytes of the state
 * @param workers that send one back
 */
@SuppressWarnings("ArrayRecordComponent")
record Floor(JavaSparkContext spark, byte[] bytes, int workers) {
  /** Seconds of broadcasting, and of fetching from each worker what it was sent. */
  double broadcastAndFetch() {
    long start = System.nanoTime();
    Broadcast<byte[]> broadcast = spark.broadcast(bytes);
    List<byte[]> fetched =
        spark
            .parallelize(IntStream.range(0, workers).boxed().toList(), workers)
            .map(worker -> broadcast.getValue())
            .collect();
    double seconds = (System.nanoTime() - start) / 1e9;
    broadcast.destroy();
    if (fetched.stream().anyMatch(array -> array.length != bytes.length)) {
      throw new IllegalStateException("An array came back shorter");
    }
    return seconds;
  }

  /** Seconds of copying. */
  double copy() {
    byte[] target = new byte[bytes.length];
    long start = System.nanoTime();
    System.arraycopy(bytes, 0, target, 0, bytes.length);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (target[target.length - 1] != bytes[bytes.length - 1]) {
      throw new IllegalStateException("A copy differs");
    }
    return seconds;
  }
}
