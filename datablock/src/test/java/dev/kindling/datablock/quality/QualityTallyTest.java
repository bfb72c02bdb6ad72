package dev.kindling.datablock.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.image.ImageQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QualityTallyTest {
  private static final List<ItemQuality> ITEMS = items(5_000);

  @Test
  void ofOneImageEverythingIsItsValue() {
    QualityTally tally = new QualityTally();
    tally.add("train", new ItemQuality(640, 480, 12_345, "jpeg", look(0.25, 0.125, 0.5, 0.1)));

    QualityFacts facts = tally.facts();

    assertThat(facts.formats()).isEqualTo(Map.of("train", Map.of("jpeg", 1L)));
    Distribution brightness = facts.of(Measure.BRIGHTNESS).orElseThrow();
    assertThat(brightness.edges()).containsExactly(0.25, 0.25 + 1.0 / 1024);
    assertThat(brightness.splits().get("train"))
        .isEqualTo(new Distribution.Summary(0.25, 0.25, 0.25, 0.25, 0.25, List.of(1L)));
    assertThat(facts.most(Measure.BYTES)).isEqualTo(12_345);
    assertThat(facts.least(Measure.ASPECT)).isCloseTo(4 / 3.0, within(1e-12));
  }

  @Test
  void countsByHand() {
    QualityTally tally = new QualityTally();
    for (double brightness : new double[] {0, 0.1, 0.1, 0.6, 1}) {
      tally.add("train", new ItemQuality(64, 64, 100, "png", look(brightness, 0, 0, 0)));
    }
    tally.add("valid", new ItemQuality(64, 128, 100, "gif", look(0.3, 0, 0, 0)));

    Distribution found = tally.facts().of(Measure.BRIGHTNESS).orElseThrow();

    assertThat(found.edges().get(1)).as("64 of 1,024 bins together").isEqualTo(1 / 16.0);
    assertThat(found.splits().get("train").counts())
        .containsExactly(1L, 2L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
    assertThat(found.splits().get("train").median()).isEqualTo(0.1);
    assertThat(found.splits().get("valid").counts()).hasSize(17).contains(1L);
    assertThat(tally.facts().formats().get("valid")).isEqualTo(Map.of("gif", 1L));
  }

  @ParameterizedTest
  @EnumSource
  void agreesWithASortedList(Measure measure) {
    Distribution.Summary found = whole(1).of(measure).orElseThrow().splits().get("train");
    double[] sorted = ITEMS.stream().mapToDouble(measure::of).sorted().toArray();

    assertThat(found.least()).isEqualTo(sorted[0]);
    assertThat(found.most()).isEqualTo(sorted[sorted.length - 1]);
    assertQuantile(measure, found.low(), sorted, 0.05);
    assertQuantile(measure, found.median(), sorted, 0.5);
    assertQuantile(measure, found.high(), sorted, 0.95);
  }

  private static void assertQuantile(Measure measure, double found, double[] sorted, double share) {
    double exact = sorted[(int) Math.ceil(share * sorted.length) - 1];
    double bin = measure.scale() == Scale.LINEAR ? 1.0 / 1024 : exact / 64;
    assertThat(found).isIn(ITEMS.stream().map(measure::of).toList());
    assertThat(found).isLessThanOrEqualTo(exact).isGreaterThan(exact - bin);
  }

  @ParameterizedTest
  @EnumSource
  void putsEachValueBetweenItsEdges(Measure measure) {
    Distribution found = whole(1).of(measure).orElseThrow();
    List<Double> edges = found.edges();
    List<Long> slow = new ArrayList<>();
    for (int bin = 0; bin + 1 < edges.size(); bin++) {
      double from = edges.get(bin);
      double to = edges.get(bin + 1);
      slow.add(ITEMS.stream().mapToDouble(measure::of).filter(v -> v >= from && v < to).count());
    }

    assertThat(found.splits().get("train").counts()).isEqualTo(slow);
    assertThat(slow).hasSizeLessThanOrEqualTo(32).hasSizeGreaterThan(1);
    assertThat(slow.get(0)).isPositive();
    assertThat(slow.stream().mapToLong(Long::longValue).sum()).isEqualTo(ITEMS.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 8})
  void isTheSameInPartsAddedInAnyOrder(int parts) {
    assertThat(whole(parts)).isEqualTo(whole(1));
  }

  @Test
  void nothingCountedIsNothingMeasured() {
    assertThat(new QualityTally().facts()).isEqualTo(QualityFacts.NONE);
    assertThat(QualityFacts.NONE.measured()).isFalse();
    assertThat(QualityFacts.NONE.least(Measure.WIDTH)).isNaN();
  }

  private static QualityFacts whole(int parts) {
    List<QualityTally> tallies = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      tallies.add(new QualityTally());
    }
    for (int i = 0; i < ITEMS.size(); i++) {
      tallies.get(i * 7 % parts).add("train", ITEMS.get(i));
    }
    QualityTally sum = new QualityTally();
    for (int part = parts; part > 0; part--) {
      sum.add(tallies.get(part - 1));
    }
    return sum.facts();
  }

  private static List<ItemQuality> items(int count) {
    RandomGenerator random = new Seed(5).random("items", 0);
    List<ItemQuality> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(
          new ItemQuality(
              random.nextInt(20, 4000),
              random.nextInt(20, 4000),
              (long) Math.exp(random.nextDouble(5, 20)),
              "jpeg",
              look(
                  random.nextDouble(),
                  random.nextDouble() / 2,
                  random.nextDouble() * random.nextDouble(),
                  random.nextDouble(1.2))));
    }
    return items;
  }

  private static ImageQuality look(
      double brightness, double contrast, double sharpness, double colourfulness) {
    return new ImageQuality(brightness, contrast, sharpness, colourfulness);
  }
}
