package dev.kindling.datablock.quality;

import java.io.Serializable;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The images at the ends of all measures, a few of each. What more than a few share is no outlier:
 * where most pictures are square, none is the tallest. Mutable; its size is bounded.
 */
public final class Outliers implements Serializable {
  private static final long serialVersionUID = 1;

  private final int each;
  private final EnumMap<Extreme, TreeSet<Outlier>> found = new EnumMap<>(Extreme.class);

  /**
   * None yet.
   *
   * @param each how many of each extreme at most, at least 1
   */
  public Outliers(int each) {
    if (each < 1) {
      throw new IllegalArgumentException("Outliers of each kind must be at least 1, got " + each);
    }
    this.each = each;
    for (Extreme extreme : Extreme.values()) {
      found.put(extreme, new TreeSet<>(new FurthestFirst(extreme)));
    }
  }

  /** Of values that are the same, the smallest key comes first. */
  private record FurthestFirst(Extreme extreme) implements Comparator<Outlier>, Serializable {
    @Override
    public int compare(Outlier first, Outlier second) {
      int byValue = extreme.compare(first.value(), second.value());
      return byValue != 0 ? byValue : first.key().compareTo(second.key());
    }
  }

  /**
   * The outliers of a dataset, in one pass; each partition keeps a few, so the driver holds no more
   * of ten million images than of ten.
   *
   * @param measured columns {@code key, split, quality}, as {@link
   *     dev.kindling.datablock.table.PreparedDataset#quality()} has them
   */
  public static Outliers of(Dataset<Row> measured, int each) {
    return measured
        .select("key", "split", "quality")
        .toJavaRDD()
        .treeAggregate(
            new Outliers(each),
            (outliers, row) ->
                outliers.add(row.getString(0), row.getString(1), ItemQuality.of(row.getStruct(2))),
            Outliers::add);
  }

  /** Looks at one more image. */
  Outliers add(String key, String split, ItemQuality item) {
    found.forEach(
        (extreme, outliers) -> {
          outliers.add(new Outlier(key, split, extreme.of(item)));
          shorten(outliers);
        });
    return this;
  }

  private Outliers add(Outliers other) {
    found.forEach(
        (extreme, outliers) -> {
          outliers.addAll(other.found.get(extreme));
          shorten(outliers);
        });
    return this;
  }

  private void shorten(TreeSet<Outlier> outliers) {
    while (outliers.size() > each + 1) { // the next one tells whether the last is one of many
      outliers.pollLast();
    }
  }

  /** The furthest out first; extremes that no image has are left out. */
  public Map<Extreme, List<Outlier>> found() {
    EnumMap<Extreme, List<Outlier>> lists = new EnumMap<>(Extreme.class);
    found.forEach(
        (extreme, outliers) -> {
          List<Outlier> few =
              outliers.size() <= each
                  ? List.copyOf(outliers)
                  : outliers.stream().filter(o -> o.value() != outliers.last().value()).toList();
          if (!few.isEmpty()) {
            lists.put(extreme, few);
          }
        });
    return lists;
  }
}
