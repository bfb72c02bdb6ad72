package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import dev.kindling.datablock.quality.QualityFacts;
import dev.kindling.jobs.run.Findings.Picture;
import dev.kindling.jobs.run.Findings.Quarantined;
import dev.kindling.jobs.run.Findings.Variations;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A look at a prepared dataset, as training would see it.
 *
 * @param dataset where it lies
 * @param facts names and values
 * @param batch augmented training images
 * @param item one of them as it is stored
 * @param steps what becomes of it, in order
 * @param variations how it varies
 * @param nearDuplicates pictures of clusters, one cluster after the other
 * @param labelCounts items by split and label
 * @param quality what was measured of the images
 * @param outliers pictures by the name of the extreme that they are
 * @param quarantined items in quarantine by reason
 * @param quarantine a few of each reason
 */
public record Inspection(
    String dataset,
    Map<String, String> facts,
    List<Picture> batch,
    Picture item,
    List<Step> steps,
    Variations variations,
    List<Picture> nearDuplicates,
    Map<String, Map<String, Long>> labelCounts,
    QualityFacts quality,
    Map<String, List<Picture>> outliers,
    Map<String, Long> quarantined,
    List<Quarantined> quarantine) {
  public Inspection {
    batch = List.copyOf(batch);
    steps = List.copyOf(steps);
    nearDuplicates = List.copyOf(nearDuplicates);
    quarantine = List.copyOf(quarantine);
  }

  /**
   * A step on the way from stored bytes to what the model takes.
   *
   * @param name of the step
   * @param found what came out
   * @param milliseconds it took; not finite where there was nothing to do
   */
  public record Step(String name, String found, double milliseconds) {
    /** The time for people; empty where there was nothing to do. */
    public String time() {
      return Double.isFinite(milliseconds)
          ? String.format(Locale.ROOT, "%.2f ms", milliseconds)
          : "";
    }
  }

  /** A whole HTML page: styles and pictures inside, no scripts, nothing fetched. */
  public String html() {
    return Page.of(
        "Kindling: " + dataset,
        List.of(
            element(
                "header",
                element("p", Map.of("class", "brand"), text("Kindling · a look at the data")),
                element("h1", text(dataset)),
                Tables.facts(facts)),
            Page.section("A batch as the model sees it", Pictures.gallery(batch)),
            Page.section("One item, step by step", stepByStep()),
            Page.section("Augmentation", VariationGallery.of(variations)),
            Page.section("Items by label", LabelTable.of(labelCounts)),
            Page.section("Quality", QualitySection.of(quality)),
            outliers.isEmpty() ? Html.NOTHING : Page.section("Outliers", outlierGalleries()),
            quarantined.isEmpty()
                ? Html.NOTHING
                : Page.section("Quarantine", QuarantineSection.of(quarantined, quarantine)),
            nearDuplicates.isEmpty()
                ? Html.NOTHING
                : Page.section("Near duplicates", Pictures.gallery(nearDuplicates))));
  }

  private Html outlierGalleries() {
    return element(
        "div",
        Map.of("class", "pairs"),
        all(
            outliers.entrySet().stream()
                .map(
                    entry ->
                        element(
                            "div",
                            element("h3", text(entry.getKey())),
                            Pictures.gallery(entry.getValue())))
                .toList()));
  }

  private Html stepByStep() {
    return all(
        List.of(
            Pictures.gallery(List.of(item)),
            Tables.table(
                List.of("step", "what came out", "#least time"),
                steps.stream()
                    .map(step -> List.of(step.name(), step.found(), step.time()))
                    .toList())));
  }
}
