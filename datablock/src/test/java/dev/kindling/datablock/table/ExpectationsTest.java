package dev.kindling.datablock.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.image.ImageQuality;
import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.quality.ItemQuality;
import dev.kindling.datablock.quality.QualityFacts;
import dev.kindling.datablock.quality.QualityTally;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
  private static final double ANY_RATIO = Double.POSITIVE_INFINITY;

  /** 100 items: 80 of train (60 cats, 20 dogs), 20 of valid, 4 of which leak; 5 are repeats. */
  private static final Manifest DATA =
      new Manifest(
          Manifest.SCHEMA_VERSION,
          Kind.IMAGE,
          "file:///photos",
          Map.of(),
          0,
          100,
          100,
          0,
          Map.of("train", 80L, "valid", 20L),
          Map.of("train", Map.of("cat", 60L, "dog", 20L), "valid", Map.of("cat", 15L, "dog", 5L)),
          Map.of(),
          Map.of(),
          5,
          0,
          new NearDuplicateFacts(NearDuplicates.REPORT, 6, 12, 0, 4, 4),
          Map.of(),
          List.of("cat", "dog"),
          TargetFacts.CATEGORIES,
          List.of(),
          List.of(),
          measured(),
          new Manifest.Transforms(0),
          TextFacts.NONE,
          Manifest.NOTHING_QUARANTINED,
          Changes.UNKNOWN,
          Manifest.NO_LEDGER,
          "test",
          "2026-01-01T00:00:00Z");

  /** An image of 60 x 30 in train and one of 40 x 50 in valid. */
  private static QualityFacts measured() {
    QualityTally tally = new QualityTally();
    ImageQuality look = new ImageQuality(0.5, 0.2, 0.1, 0.1);
    tally.add("train", new ItemQuality(60, 30, 900, "png", look));
    tally.add("valid", new ItemQuality(40, 50, 900, "png", look));
    return tally.facts();
  }

  @Test
  void whatIsExpectedOfNothingIsMetByAnything() {
    assertThat(Expectations.NONE.broken(DATA)).isEmpty();
  }

  @Test
  void expectationsThatAreJustMetAreMet() {
    assertThat(
            new Expectations(100, 20, 3, 0.05, 0.2, 30, 2, 0, List.of("cat", "dog", "fish"))
                .broken(DATA))
        .isEmpty();
  }

  @Test
  void eachThatIsJustMissedIsNamedWithWhatThereIs() {
    assertThat(
            new Expectations(101, 21, 2.99, 0.049, 0.19, 31, 1.99, 1, List.of("cat", "fish"))
                .broken(DATA))
        .containsExactly(
            "100 items, expected at least 101",
            "20 items of train are labelled \"dog\", expected at least 21 of each label",
            "the most common label of train is 3.00 times as frequent as the rarest, expected at most 2.99 times",
            "5.00 % of items repeat others, expected at most 4.90 %",
            "20.00 % of items of valid and test have a near duplicate in train, expected at most 19.00 %",
            "an image has a side of 30 pixels, expected at least 31",
            "an image is 2.00 times as long as it is wide, expected at most 1.99 times",
            "labels [dog], expected only [cat, fish]");
  }

  @Test
  void theErrorHoldsThemAllAndSaysThatNoVersionWasCommitted() {
    assertThatThrownBy(
            () ->
                new Expectations(101, 21, ANY_RATIO, 1, 1, 0, ANY_RATIO, 1, List.of()).check(DATA))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("100 items")
        .hasMessageContaining("\"dog\"")
        .hasMessageContaining("No version was committed");
  }

  @Test
  void sharesOutsideOfZeroToOneAreRefused() {
    assertThatThrownBy(() -> new Expectations(0, 0, ANY_RATIO, 1.1, 1, 0, ANY_RATIO, 1, List.of()))
        .hasMessageContaining("maxDuplicateFraction")
        .hasMessageContaining("1.1");
    assertThatThrownBy(() -> new Expectations(0, 0, 0.5, 1, 1, 0, ANY_RATIO, 1, List.of()))
        .hasMessageContaining("maxClassRatio");
  }
}
