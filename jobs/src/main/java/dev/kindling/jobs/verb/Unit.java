package dev.kindling.jobs.verb;

import dev.kindling.train.loop.Outcome;
import dev.kindling.train.model.Architecture;
import dev.kindling.train.model.ImageArchitecture;
import dev.kindling.train.model.MetricSum;
import dev.kindling.train.text.AwdLstm;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a model learns from, one by one: what its examples are called. */
enum Unit {
  /** Of a classifier of images. */
  IMAGES("images"),
  /** Of a language model. */
  TOKENS("tokens"),
  /** Of a classifier of texts. */
  DOCUMENTS("documents");

  private static final String PERPLEXITY = "perplexity";

  private final String text;

  Unit(String text) {
    this.text = text;
  }

  static Unit of(Architecture architecture) {
    if (architecture instanceof ImageArchitecture) {
      return IMAGES;
    }
    return architecture instanceof AwdLstm ? TOKENS : DOCUMENTS;
  }

  /** The plural. */
  String text() {
    return text;
  }

  /** Means of sums, by name; of tokens with the perplexity. */
  SortedMap<String, Double> means(Map<String, MetricSum> metrics) {
    TreeMap<String, Double> means = new TreeMap<>();
    metrics.forEach((name, sum) -> means.put(name, sum.mean()));
    MetricSum loss = metrics.get(Outcome.LOSS);
    if (this == TOKENS && loss != null) {
      means.put(PERPLEXITY, Math.exp(loss.mean()));
    }
    return means;
  }
}
