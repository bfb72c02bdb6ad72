package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.image.PerceptualHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class NearPairsTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final int BANDED_BITS = 84;

  @Test
  void findsExactlyThoseThatAreNearAndOfWhichABandDiffersInOneBitAtMost() {
    RandomGenerator random = new Seed(3).random("pairs", 0);
    List<long[]> looks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      long[] look = random.longs(4).toArray();
      looks.add(look);
      looks.add(flipped(look, random, 7, BANDED_BITS)); // to be found
      looks.add(flipped(look, random, 12, BANDED_BITS)); // mostly
      looks.add(flipped(look, random, 57, 4 * Long.SIZE)); // too far
    }

    Set<List<Long>> found = new HashSet<>();
    for (Row row : NearPairs.among(rows(looks)).collectAsList()) {
      assertThat(found.add(List.of(row.getLong(0), row.getLong(1)))).isTrue();
    }

    Set<List<Long>> expected = new HashSet<>();
    for (int i = 0; i < looks.size(); i++) {
      for (int j = i + 1; j < looks.size(); j++) {
        boolean near = hash(looks.get(i)).distance(hash(looks.get(j))) <= NearPairs.SAME;
        if (near && aBandIsAlmostTheSame(looks.get(i), looks.get(j))) {
          expected.add(List.of((long) i, (long) j));
        }
      }
    }
    assertThat(found).isEqualTo(expected);
    assertThat(found).hasSizeGreaterThanOrEqualTo(40);
  }

  @Test
  void takesABandsBitsAcrossWords() {
    assertThat(NearPairs.band(List.of(1L, 0L, 0L, 0L), 0)).isEqualTo(1);
    assertThat(NearPairs.band(List.of(0L, 1L, 0L, 0L), 3)).isEqualTo(2); // bit 64 = 3 * 21 + 1
  }

  private static long[] flipped(long[] look, RandomGenerator random, int bits, int among) {
    long[] other = look.clone();
    for (int bit : random.ints(0, among).distinct().limit(bits).toArray()) {
      other[bit / Long.SIZE] ^= 1L << bit;
    }
    return other;
  }

  private static boolean aBandIsAlmostTheSame(long[] one, long[] other) {
    for (int band = 0; band < 4; band++) {
      int differing = 0;
      for (int bit = 21 * band; bit < 21 * band + 21; bit++) {
        differing += (int) ((one[bit / Long.SIZE] ^ other[bit / Long.SIZE]) >>> bit & 1);
      }
      if (differing <= 1) {
        return true;
      }
    }
    return false;
  }

  private static PerceptualHash hash(long[] look) {
    return new PerceptualHash(Arrays.stream(look).boxed().toList());
  }

  private static Dataset<Row> rows(List<long[]> looks) {
    List<Row> rows = new ArrayList<>();
    for (long[] look : looks) {
      rows.add(RowFactory.create((long) rows.size(), Arrays.stream(look).boxed().toArray()));
    }
    return SPARK.createDataFrame(
        rows,
        new StructType()
            .add("look_id", DataTypes.LongType)
            .add("look", DataTypes.createArrayType(DataTypes.LongType, false)));
  }
}
