package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import dev.kindling.jobs.run.Findings;
import java.util.List;
import java.util.Map;

/** How training images vary, picture by picture; what there is none of is left out. */
final class VariationGallery {
  private VariationGallery() {}

  static Html of(Findings.Variations variations) {
    return element(
        "div",
        Map.of("class", "variations"),
        part("One image, %d epochs".formatted(variations.draws().size()), variations.draws()),
        part("Each transform alone, at the ends of its usual range", variations.extremes()),
        part("Mixed with others of the batch", variations.mixed()));
  }

  private static Html part(String title, List<Findings.Picture> pictures) {
    return pictures.isEmpty()
        ? Html.NOTHING
        : all(List.of(element("h3", text(title)), Pictures.gallery(pictures)));
  }
}
