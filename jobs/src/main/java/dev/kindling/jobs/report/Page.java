package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A whole HTML page: styles and pictures inside, no scripts, nothing fetched. */
final class Page {
  private Page() {}

  static String of(String title, List<Html> sections) {
    Html head =
        element(
            "head",
            element("meta", Map.of("charset", "utf-8")),
            element(
                "meta",
                Map.of(
                    "http-equiv",
                    "Content-Security-Policy",
                    "content",
                    "default-src 'none'; img-src data:; style-src 'unsafe-inline'")),
            element(
                "meta",
                Map.of("name", "viewport", "content", "width=device-width, initial-scale=1")),
            element("title", text(title)),
            new Html("<style>" + stylesheet() + "</style>"));
    return "<!DOCTYPE html>\n"
        + element("html", Map.of("lang", "en"), head, element("body", all(sections))).markup()
        + "\n";
  }

  /** A part with its heading. */
  static Html section(String title, Html content) {
    return element("section", element("h2", text(title)), content);
  }

  private static String stylesheet() {
    try (InputStream css = Page.class.getResourceAsStream("report.css")) {
      if (css == null) {
        throw new IllegalStateException("report.css is missing from the class path");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
