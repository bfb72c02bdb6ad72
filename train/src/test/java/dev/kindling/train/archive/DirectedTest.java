package dev.kindling.train.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.train.text.Direction;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirectedTest {
  private static final ModelArchive.Card CARD =
      new ModelArchive.Card(
          "awd-lstm",
          Map.of(),
          new TextSpec("rules", List.of("a"), 5, Direction.BACKWARD),
          List.of(),
          new Provenance("/data/x", 7, Map.of(), 42, Map.of(), "0.1.0", "2026-11-23T10:00:00Z"));

  @Test
  void aModelKeepsItsDirection() throws IOException {
    assertThat(Json.fromMap(Directed.card(Json.toMap(CARD)), ModelArchive.Card.class))
        .isEqualTo(CARD);
  }

  @Test
  @SuppressWarnings("unchecked")
  void anArchiveThatSaysNothingIsOfAModelThatReadsForward() throws IOException {
    Map<String, Object> old = Json.toMap(CARD);
    Map<String, Object> inputs = new HashMap<>((Map<String, Object>) old.get("inputs"));
    inputs.remove("direction");
    old.put("inputs", inputs);

    ModelArchive.Card read = Json.fromMap(Directed.card(old), ModelArchive.Card.class);

    assertThat(read.texts().direction()).isEqualTo(Direction.FORWARD);
  }
}
