package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.evaluate.Evaluation;
import dev.kindling.train.evaluate.Scoring;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.model.Probabilities;
import dev.kindling.train.model.TargetSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * What a member of an ensemble says of the items of one logical worker.
 *
 * @param member its number
 * @param byKey what it says of each item
 */
record Opinions(int member, TreeMap<String, Opinion> byKey) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * What is said of one item.
   *
   * @param target as {@link dev.kindling.datablock.batch.TargetCode} has it
   * @param values as {@link TargetSpec#values} has them
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Opinion(int[] target, double[] values) implements Serializable {}

  static Opinions of(
      int member, Engine engine, BatchSource source, TargetSpec target, List<String> vocab) {
    TreeMap<String, Opinion> byKey = new TreeMap<>();
    try (BatchSource.Feed feed = source.feed(0, 0, source.steps())) {
      while (feed.hasNext()) {
        Batch batch = feed.next();
        float[] logits = engine.predict(batch);
        int each = batch.targets().length / batch.count();
        for (int i = 0; i < batch.count(); i++) {
          byKey.put(
              batch.keys().get(i),
              new Opinion(
                  Arrays.copyOfRange(batch.targets(), i * each, (i + 1) * each),
                  target.values(logits, i, vocab)));
        }
      }
    }
    return new Opinions(member, byKey);
  }

  /** The mean of several over the same items. */
  static Opinions mean(List<Opinions> members) {
    TreeMap<String, Opinion> means = new TreeMap<>();
    members
        .get(0)
        .byKey
        .forEach(
            (key, first) -> {
              List<double[]> all = members.stream().map(each -> each.of(key).values()).toList();
              means.put(key, new Opinion(first.target(), Probabilities.mean(all)));
            });
    return new Opinions(members.size(), means);
  }

  private Opinion of(String key) {
    return requireNonNull(byKey.get(key), "opinion");
  }

  Evaluation judged(Scoring scoring) {
    if (byKey.isEmpty()) {
      return scoring.none();
    }
    int[] targets =
        byKey.values().stream().flatMapToInt(each -> Arrays.stream(each.target())).toArray();
    int outputs = byKey.firstEntry().getValue().values().length;
    float[] logits = new float[byKey.size() * outputs];
    int next = 0;
    for (Opinion opinion : byKey.values()) {
      System.arraycopy(scoring.target().logits(opinion.values()), 0, logits, next, outputs);
      next += outputs;
    }
    return scoring.judge(new ArrayList<>(byKey.keySet()), targets, logits);
  }
}
