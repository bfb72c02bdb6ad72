package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import dev.kindling.datablock.image.PerceptualHash;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Pairs of perceptual hashes that differ in few bits, found without comparing all with all: four
 * bands of the lowest frequencies are hashed to buckets, and a pair is compared if one of its bands
 * differs in one bit at most. So every pair is found that differs in up to 7 of the 84 bits of the
 * bands, and most of those that differ in a few more.
 *
 * <p>Multi-index hashing: Norouzi, Punjani, Fleet: "Fast search in Hamming space with multi-index
 * hashing", 2012.
 */
final class NearPairs {
  /** Pictures that differ in so many of the 256 bits at most show the same. */
  static final int SAME = 56;

  private static final int BANDS = 4;
  private static final int BAND_BITS = 21;
  private static final StructType BUCKET =
      new StructType()
          .add("band", DataTypes.IntegerType)
          .add("value", DataTypes.IntegerType)
          .add("look_id", DataTypes.LongType);

  private NearPairs() {}

  /**
   * The pairs.
   *
   * @param looks columns {@code look_id} long, and {@code look}, an array of four longs; no look
   *     occurs twice
   * @return columns {@code first} and {@code second}, identities; each pair once
   */
  static Dataset<Row> among(Dataset<Row> looks) {
    Dataset<Row> exact = buckets(looks, false).as("exact");
    Dataset<Row> near = buckets(looks, true).as("near");
    Dataset<Row> candidates =
        exact
            .join(
                near,
                col("exact.band")
                    .equalTo(col("near.band"))
                    .and(col("exact.value").equalTo(col("near.value")))
                    .and(col("exact.look_id").lt(col("near.look_id"))))
            .select(col("exact.look_id").as("first"), col("near.look_id").as("second"))
            .distinct();
    Dataset<Row> first = looks.select(col("look_id").as("first"), col("look").as("first_look"));
    Dataset<Row> second = looks.select(col("look_id").as("second"), col("look").as("second_look"));
    return candidates
        .join(first, "first")
        .join(second, "second")
        .where(distance(col("first_look"), col("second_look")).leq(SAME))
        .select("first", "second");
  }

  private static Column distance(Column one, Column other) {
    UDF2<Seq<Long>, Seq<Long>, Integer> distance = (a, b) -> hash(a).distance(hash(b));
    return udf(distance, DataTypes.IntegerType).apply(one, other);
  }

  private static PerceptualHash hash(Seq<Long> words) {
    return new PerceptualHash(CollectionConverters.asJava(words));
  }

  private static Dataset<Row> buckets(Dataset<Row> looks, boolean neighbours) {
    return looks
        .sparkSession()
        .createDataFrame(
            looks.select("look_id", "look").toJavaRDD().flatMap(row -> buckets(row, neighbours)),
            BUCKET);
  }

  private static Iterator<Row> buckets(Row row, boolean neighbours) {
    List<Long> words = row.getList(1);
    List<Row> buckets = new ArrayList<>();
    for (int band = 0; band < BANDS; band++) {
      int value = band(words, band);
      buckets.add(RowFactory.create(band, value, row.get(0)));
      for (int bit = 0; neighbours && bit < BAND_BITS; bit++) {
        buckets.add(RowFactory.create(band, value ^ (1 << bit), row.get(0)));
      }
    }
    return buckets.iterator();
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
}
