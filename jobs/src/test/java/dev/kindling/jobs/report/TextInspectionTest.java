package dev.kindling.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextInspectionTest {
  @Test
  void marksUnknownAndSpecialTokensAndEscapesEverything() {
    String html =
        new TextInspection(
                "datasets/<b>",
                Map.of("version", "0"),
                List.of(
                    new TextInspection.Document(
                        "a<script>.txt",
                        "\"pos\"",
                        9,
                        List.of("xxbos", "<img>", "xxunk", "\n", "\u202Eword"))),
                List.of(List.of("train", "1", "9", "11.11 %", "9 to 9")),
                List.of(new TextInspection.Frequency("<i>", 1_234)),
                List.of(List.of("x <u>", "neg, pos", "a.txt, b.txt")),
                Map.of())
            .html();

    assertThat(html)
        .contains("<i>xxbos</i> &lt;img&gt; <mark>xxunk</mark> ⏎ \uFFFDword …")
        .contains("a&lt;script&gt;.txt", "&quot;pos&quot;", "datasets/&lt;b&gt;", "1,234")
        .contains("The same text with different labels", "x &lt;u&gt;", "neg, pos")
        .doesNotContain("<script", "<img", "Items by label");
  }
}
