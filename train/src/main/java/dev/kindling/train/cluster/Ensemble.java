package dev.kindling.train.cluster;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.train.evaluate.Evaluation;
import dev.kindling.train.evaluate.Scoring;
import dev.kindling.train.model.TargetSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Trained classifiers that are asked together: the probability of a category is the mean of theirs,
 * as of a model that reads texts forward and one that reads them backward. Immutable.
 */
public final class Ensemble {
  private final List<DeployedModel> members;

  private Ensemble(List<DeployedModel> members) {
    this.members = members;
  }

  /**
   * What several models are worth.
   *
   * @param members each alone, in their order
   * @param ensemble all together
   */
  public record Worth(List<Evaluation> members, Evaluation ensemble) {
    public Worth {
      members = List.copyOf(members);
    }
  }

  /**
   * An ensemble.
   *
   * @throws IllegalArgumentException if it has no member, or members that tell other categories
   *     apart or take other items
   */
  public static Ensemble of(List<DeployedModel> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("An ensemble needs at least one model, got none");
    }
    DeployedModel first = members.get(0);
    for (DeployedModel other : members) {
      if (!other.vocab().equals(first.vocab())
          || other.takesTexts() != first.takesTexts()
          || !other.target().equals(first.target())) {
        throw new IllegalArgumentException(
            "Models of an ensemble must take the same items and tell the same categories apart, got %s and %s"
                .formatted(first.vocab(), other.vocab()));
      }
    }
    return new Ensemble(List.copyOf(members));
  }

  /**
   * Evaluates each member and all together, in one go. As {@link DeployedModel#evaluate}, but that
   * the items of a worker and what is said of them are in one task's memory at a time.
   */
  public Worth evaluate(
      PreparedDataset dataset, Split split, Scoring scoring, int workers, int batchSize) {
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(dataset.rows().sparkSession().sparkContext());
    List<DealtSplit> dealt = new ArrayList<>();
    List<Broadcast<byte[]>> sent = new ArrayList<>();
    try {
      JavaPairRDD<Integer, Opinions> all =
          JavaPairRDD.fromJavaRDD(spark.<Tuple2<Integer, Opinions>>emptyRDD());
      for (int member = 0; member < members.size(); member++) {
        DeployedModel model = members.get(member);
        dealt.add(model.dealt(dataset, split, workers));
        sent.add(model.sent(spark));
        all = all.union(model.opinions(dealt.get(member), sent.get(member), member, batchSize));
      }
      return worth(all, scoring, workers);
    } finally {
      dealt.forEach(DealtSplit::close);
      sent.forEach(Broadcast::destroy);
    }
  }

  private Worth worth(JavaPairRDD<Integer, Opinions> all, Scoring scoring, int workers) {
    int count = members.size();
    List<List<Evaluation>> ofWorkers =
        all.groupByKey(workers).mapValues(opinions -> judged(opinions, scoring)).collect().stream()
            .sorted(Comparator.comparingInt(Tuple2::_1))
            .map(Tuple2::_2)
            .toList();
    List<Evaluation> sums = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      int which = i;
      sums.add(
          ofWorkers.stream()
              .map(evaluations -> evaluations.get(which))
              .reduce(scoring.none(), Evaluation::plus));
    }
    return new Worth(sums.subList(0, count), sums.get(count));
  }

  /** Of each member, then of all together. */
  private static List<Evaluation> judged(Iterable<Opinions> opinions, Scoring scoring) {
    List<Opinions> members =
        StreamSupport.stream(opinions.spliterator(), false)
            .sorted(Comparator.comparingInt(Opinions::member))
            .toList();
    return Stream.concat(members.stream(), Stream.of(Opinions.mean(members)))
        .map(each -> each.judged(scoring))
        .toList();
  }

  /** Predicts items, as {@link DeployedModel#predict} does. */
  public Dataset<Row> predict(Dataset<Row> items, DecodeLimits limits, int batchSize) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(items.sparkSession().sparkContext());
    List<Prediction.Member> asked = members.stream().map(model -> model.member(spark)).toList();
    return items
        .select("key", "content")
        .mapPartitions(
            new Prediction(asked, target(), vocab(), limits, batchSize),
            Encoders.row(DeployedModel.PREDICTIONS));
  }

  /** Whether its items are texts rather than images. */
  public boolean takesTexts() {
    return members.get(0).takesTexts();
  }

  /** What they tell. */
  public TargetSpec target() {
    return members.get(0).target();
  }

  /** The categories' names, in the order of the probabilities. */
  public List<String> vocab() {
    return members.get(0).vocab();
  }
}
