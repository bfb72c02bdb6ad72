package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.evaluate.Evaluation;
import dev.kindling.train.evaluate.Probabilities;
import dev.kindling.train.evaluate.Scoring;
import dev.kindling.train.loop.BatchSource;
import java.io.Serializable;
import java.util.ArrayList;
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
   * @param target index of its category
   * @param probabilities of each category
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Opinion(int target, double[] probabilities) implements Serializable {}

  static Opinions of(int member, Engine engine, BatchSource source, int classes) {
    TreeMap<String, Opinion> byKey = new TreeMap<>();
    try (BatchSource.Feed feed = source.feed(0, 0, source.steps())) {
      while (feed.hasNext()) {
        Batch batch = feed.next();
        float[] logits = engine.predict(batch);
        for (int i = 0; i < batch.count(); i++) {
          byKey.put(
              batch.keys().get(i),
              new Opinion(batch.targets()[i], Probabilities.of(logits, i, classes)));
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
              List<double[]> all =
                  members.stream().map(each -> each.of(key).probabilities()).toList();
              means.put(key, new Opinion(first.target(), Probabilities.mean(all)));
            });
    return new Opinions(members.size(), means);
  }

  private Opinion of(String key) {
    return requireNonNull(byKey.get(key), "opinion");
  }

  Evaluation judged(Scoring scoring, int classes) {
    if (byKey.isEmpty()) {
      return Evaluation.none(classes, scoring.topLosses());
    }
    int[] targets = byKey.values().stream().mapToInt(Opinion::target).toArray();
    float[] logits = new float[targets.length * classes];
    int next = 0;
    for (Opinion opinion : byKey.values()) {
      for (double probability : opinion.probabilities()) {
        logits[next++] = (float) Math.log(Math.max(probability, Float.MIN_NORMAL));
      }
    }
    return scoring.judge(new ArrayList<>(byKey.keySet()), targets, logits, classes);
  }
}
