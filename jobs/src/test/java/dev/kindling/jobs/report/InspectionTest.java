package dev.kindling.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.quality.QualityFacts;
import dev.kindling.jobs.run.Findings.Picture;
import dev.kindling.jobs.run.Findings.Quarantined;
import dev.kindling.jobs.run.Findings.Variations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InspectionTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\n\"'&\u202e.png";

  @Test
  void saysThatAnEarlierProgramMeasuredNothing() {
    assertThat(page(Map.of(), List.of()))
        .contains("<h2>Quality</h2>", "Not measured: this version was prepared by an earlier")
        .doesNotContain("<h2>Outliers</h2>", "<h2>Quarantine</h2>");
  }

  @Test
  void escapesTheNamesOfOutliersAndOfWhatIsInQuarantine() {
    String html =
        page(
            Map.of("truncated", 12L),
            List.of(new Quarantined("a/" + HOSTILE, "truncated", HOSTILE, "")));

    assertThat(html)
        .contains("truncated: 12, of which the first 1", "a/&lt;img src=x onerror=alert(1)&gt;")
        .contains("<h3>darkest</h3>", "brightness 0.010")
        .doesNotContain("<img src=x", "\u202e", "<script");
  }

  private static String page(Map<String, Long> quarantined, List<Quarantined> quarantine) {
    return new Inspection(
            "datasets/photos",
            Map.of(),
            List.of(),
            new Picture("", "b"),
            List.of(),
            Variations.NONE,
            List.of(),
            Map.of(),
            QualityFacts.NONE,
            quarantine.isEmpty()
                ? Map.of()
                : Map.of("darkest", List.of(new Picture("", "brightness 0.010\n" + HOSTILE))),
            quarantined,
            quarantine)
        .html();
  }
}
