package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.udf;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Pairs of perceptual hashes that differ in few bits, found without comparing all with all: a pair
 * is compared if one of four bands of the lowest frequencies differs in one bit at most. So every
 * pair is found that differs in up to 7 of the 84 bits of the bands, and most of those that differ
 * in a few more.
 *
 * <p>A band has three parts, of which two are the same where it differs in one bit. So each hash is
 * put into three buckets for each band, one without each part, and only what meets in a bucket can
 * be a pair.
 *
 * <p>Multi-index hashing: Norouzi, Punjani, Fleet: "Fast search in Hamming space with multi-index
 * hashing", 2012.
 */
final class NearPairs {
  /** Pictures that differ in so many of the 256 bits at most show the same. */
  static final int SAME = 56;

  private static final int BANDS = 4;
  private static final int BAND_BITS = 21;
  private static final int PARTS = 3;
  private static final int PART_BITS = BAND_BITS / PARTS;
  private static final StructType PAIR =
      new StructType().add("first", DataTypes.LongType).add("second", DataTypes.LongType);

  private NearPairs() {}

  /**
   * The pairs.
   *
   * @param looks columns {@code look_id} long, and {@code look}, an array of four longs; no look
   *     occurs twice
   * @return columns {@code first} and {@code second}, identities; each pair once
   */
  static Dataset<Row> among(Dataset<Row> looks) {
    UDF1<Seq<Long>, int[]> buckets = look -> buckets(CollectionConverters.asJava(look));
    Column all =
        udf(buckets, DataTypes.createArrayType(DataTypes.IntegerType, false)).apply(col("look"));
    JavaRDD<Row> pairs =
        looks
            .select(explode(all).as("bucket"), col("look_id"), col("look"))
            .repartition(col("bucket"))
            .sortWithinPartitions("bucket")
            .toJavaRDD()
            .mapPartitions(NearPairs::pairs);
    return looks.sparkSession().createDataFrame(pairs, PAIR);
  }

  /** The bits of one band. */
  static int band(List<Long> words, int band) {
    int value = 0;
    for (int i = 0; i < BAND_BITS; i++) {
      int bit = band * BAND_BITS + i;
      value |= (int) (words.get(bit / Long.SIZE) >>> bit & 1) << i;
    }
    return value;
  }

  private static int[] buckets(List<Long> words) {
    int[] buckets = new int[BANDS * PARTS];
    for (int band = 0; band < BANDS; band++) {
      int value = band(words, band);
      for (int part = 0; part < PARTS; part++) {
        int number = band * PARTS + part;
        buckets[number] = number << BAND_BITS | without(part, value);
      }
    }
    return buckets;
  }

  /** A band's bits with those of one part put out. */
  private static int without(int part, int value) {
    return value & ~(((1 << PART_BITS) - 1) << part * PART_BITS);
  }

  /** The pairs of rows with the same bucket, which follow each other. */
  private static Iterator<Row> pairs(Iterator<Row> rows) {
    Bucket bucket = new Bucket();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
        .flatMap(row -> bucket.pairs(row.getInt(0), new Look(row.getLong(1), row.getList(2))))
        .iterator();
  }

  /** The hashes of one bucket after the other. */
  private static final class Bucket {
    private final List<Look> met = new ArrayList<>();
    private int bucket = -1;

    /** The pairs of a hash with those before it in its bucket, if they do not meet before. */
    Stream<Row> pairs(int number, Look look) {
      if (number != bucket) {
        bucket = number;
        met.clear();
      }
      met.add(look);
      return met.subList(0, met.size() - 1).stream()
          .filter(other -> look.distance(other) <= SAME && look.meeting(other) == number)
          .map(
              other -> RowFactory.create(Math.min(look.id, other.id), Math.max(look.id, other.id)));
    }
  }

  private static final class Look {
    private final long id;
    private final long[] words;
    private final int[] buckets;

    Look(long id, List<Long> words) {
      this.id = id;
      this.words = words.stream().mapToLong(Long::longValue).toArray();
      this.buckets = NearPairs.buckets(words);
    }

    int distance(Look other) {
      int distance = 0;
      for (int i = 0; i < words.length; i++) {
        distance += Long.bitCount(words[i] ^ other.words[i]);
      }
      return distance;
    }

    /** The first bucket that holds both, of a band that differs in one bit at most; or none, -1. */
    int meeting(Look other) {
      for (int band = 0; band < BANDS; band++) {
        int differing = 0;
        int shared = -1;
        for (int number = band * PARTS + PARTS - 1; number >= band * PARTS; number--) {
          if (buckets[number] == other.buckets[number]) {
            shared = buckets[number];
          }
          differing += Integer.bitCount(buckets[number] ^ other.buckets[number]);
        }
        if (shared >= 0 && differing <= PARTS - 1) { // each bit is in all buckets but one
          return shared;
        }
      }
      return -1;
    }
  }
}
