package dev.kindling.jobs.verb;

import dev.kindling.jobs.run.RunDirectory;
import dev.kindling.train.Run;
import dev.kindling.train.evaluate.Perplexity;
import java.util.Locale;
import java.util.Map;

/** What {@code train} tells of a fit. */
final class TrainResult {
  private TrainResult() {}

  /**
   * The result of a fit.
   *
   * @param charactersPerToken of the validation texts; 0 where there are none
   */
  static Result of(
      Run trained,
      RunDirectory directory,
      Map<String, String> provenance,
      double charactersPerToken) {
    Map<String, Double> metrics = trained.metrics();
    Unit unit = Unit.of(trained.recipe().architecture());
    String headline = unit == Unit.TOKENS ? "perplexity" : trained.recipe().metrics().get(0).name();
    double reached = metrics.getOrDefault(headline, Double.NaN);
    Result.Builder result =
        Result.of(TrainVerb.NAME)
            .field("run", directory.path().toString())
            .field("model", directory.model().toString())
            .field("dataset-version", Long.valueOf(provenance.getOrDefault("dataset-version", "0")))
            .field("epochs", trained.epochs().size())
            .field("examples", trained.examples())
            .field(headline, reached)
            .field("valid-loss", metrics.getOrDefault("loss", Double.NaN))
            .field("seconds", trained.seconds())
            .field("examples-per-second", trained.examplesPerSecond())
            .field("parameters-sha256", trained.parametersSha256())
            .field("rounds", trained.rounds().size())
            .field("skipped-steps", trained.skipped())
            .field("wall-time", trained.wallTime());
    if (unit == Unit.TOKENS && charactersPerToken > 0) {
      double bits = Perplexity.bits(metrics.getOrDefault("loss", Double.NaN)) / charactersPerToken;
      result
          .field("bits-per-character", bits)
          .line(String.format(Locale.ROOT, "Valid bits per character: %.4f", bits));
    }
    if (!trained.augmented().reason().isEmpty()) {
      result.line("Augmented in plain Java after a device failed: " + trained.augmented().reason());
    }
    if (trained.skipped() > 0) {
      result.line("Steps skipped because of an overflow: " + trained.skipped());
    }
    if (!trained.ending().reason().isEmpty()) {
      result.line("Ended early: " + trained.ending().reason());
    }
    return result
        .line(
            String.format(
                Locale.ROOT,
                "Trained %d epochs in %s, %.0f %s/s",
                trained.epochs().size(),
                Progress.clock(trained.seconds()),
                trained.examplesPerSecond(),
                unit.text()))
        .line(String.format(Locale.ROOT, "Valid %s: %.4f", headline, reached))
        .line("Model:  " + directory.model())
        .line("Report: " + directory.report().toAbsolutePath().toUri())
        .build();
  }
}
