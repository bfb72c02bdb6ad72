package dev.kindling.train.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.train.model.LabelsTarget;
import dev.kindling.train.model.NumberTarget;
import dev.kindling.train.model.TargetSpec;
import dev.kindling.train.text.Direction;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlierTest {
  private static final ModelArchive.Card CARD =
      new ModelArchive.Card(
          "awd-lstm",
          Map.of(),
          new TextSpec("rules", List.of("a"), 5, Direction.BACKWARD),
          List.of(),
          TargetSpec.category(),
          new Provenance("/data/x", 7, Map.of(), 42, Map.of(), "0.1.0", "2026-11-23T10:00:00Z"));

  @Test
  void aModelKeepsItsDirection() throws IOException {
    assertThat(Json.fromMap(Earlier.card(Json.toMap(CARD)), ModelArchive.Card.class))
        .isEqualTo(CARD);
  }

  @Test
  @SuppressWarnings("unchecked")
  void anArchiveThatSaysNothingIsOfAModelThatReadsForwardAndTellsOneCategory() throws IOException {
    Map<String, Object> old = Json.toMap(CARD);
    Map<String, Object> inputs = new HashMap<>((Map<String, Object>) old.get("inputs"));
    inputs.remove("direction");
    old.put("inputs", inputs);
    old.remove("target");

    ModelArchive.Card read = Json.fromMap(Earlier.card(old), ModelArchive.Card.class);

    assertThat(read.texts().direction()).isEqualTo(Direction.FORWARD);
    assertThat(read.target()).isEqualTo(TargetSpec.category());
  }

  @Test
  void aModelKeepsWhatItTells() throws IOException {
    for (TargetSpec target : List.of(new LabelsTarget("; ", 0.3), new NumberTarget(40.5, 1e-3))) {
      ModelArchive.Card card =
          new ModelArchive.Card(
              CARD.architecture(),
              Map.of(),
              CARD.inputs(),
              List.of("a"),
              target,
              CARD.provenance());

      assertThat(Json.fromMap(Earlier.card(Json.toMap(card)), ModelArchive.Card.class))
          .isEqualTo(card);
    }
  }
}
