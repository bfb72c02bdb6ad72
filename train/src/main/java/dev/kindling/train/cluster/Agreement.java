package dev.kindling.train.cluster;

import java.util.List;

/** Whether the workers of a round went the same way. */
final class Agreement {
  private Agreement() {}

  /**
   * The mean cosine between two workers' changes. With {@code e} a worker's change times its
   * examples, it is {@code (|sum e|^2 - sum |e|^2) / ((sum |e|)^2 - sum |e|^2)}: every pair counts
   * by the product of its lengths. That needs each one's length and the mean, and no change itself.
   *
   * @param sent by workers that sent something
   * @param squaredMean the squared length of the changes' mean, weighted by examples
   * @return in [-1, 1]; not a number with fewer than two workers, or if none moved
   */
  static double of(List<Part.Report> sent, double squaredMean) {
    double examples = 0;
    double lengths = 0;
    double squares = 0;
    for (Part.Report report : sent) {
      double weight = report.outcome().examples();
      examples += weight;
      lengths += weight * Math.sqrt(report.squaredLength());
      squares += weight * weight * report.squaredLength();
    }
    double pairs = lengths * lengths - squares;
    double cosine = (examples * examples * squaredMean - squares) / pairs;
    return sent.size() < 2 || pairs <= 0 ? Double.NaN : Math.max(-1, Math.min(1, cosine));
  }
}
