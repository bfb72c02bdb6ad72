package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import dev.kindling.jobs.run.Findings;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Pictures inside the page. */
final class Pictures {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*=*");

  private Pictures() {}

  /** Pictures in rows, with captions below. */
  static Html gallery(List<Findings.Picture> pictures) {
    return figures(
        pictures.stream()
            .map(picture -> figure(picture.image(), picture.caption().lines().toList()))
            .toList());
  }

  /** Figures in rows. */
  static Html figures(List<Html> figures) {
    return element("div", Map.of("class", "gallery"), all(figures));
  }

  /**
   * A picture with lines below it; a blank box where there is none.
   *
   * @param base64 JPEG or PNG
   */
  static Html figure(String base64, List<String> lines) {
    List<Html> caption = lines.stream().map(line -> element("span", text(line))).toList();
    return element(
        "figure",
        Map.of("title", String.join(" ", lines)),
        base64.isEmpty()
            ? element("div", Map.of("class", "blank"), text("no picture"))
            : image(base64, lines.isEmpty() ? "" : lines.get(0)),
        element("figcaption", all(caption)));
  }

  /** The picture alone. */
  static Html image(String base64, String description) {
    if (!BASE64.matcher(base64).matches()) {
      throw new IllegalArgumentException("Picture is not base64: " + description);
    }
    String type = base64.startsWith("iVBOR") ? "image/png" : "image/jpeg";
    return element("img", Map.of("src", "data:" + type + ";base64," + base64, "alt", description));
  }
}
