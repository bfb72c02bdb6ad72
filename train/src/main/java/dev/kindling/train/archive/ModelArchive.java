package dev.kindling.train.archive;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.model.TargetSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A trained model as a value: what it is, what it takes, where it comes from, and its parameters.
 * As a file ({@code .kindling}) it is a {@link TensorZip}: JSON and raw tensors, safe to read from
 * anywhere. Immutable as long as nobody writes to the tensors' arrays.
 */
public final class ModelArchive {
  /** How the file's name ends. */
  public static final String EXTENSION = ".kindling";

  private static final String KIND = "kindling-model";

  private final Card card;
  private final List<Tensor> tensors;

  private ModelArchive(Card card, List<Tensor> tensors) {
    this.card = card;
    this.tensors = tensors;
  }

  /**
   * Everything but the parameters.
   *
   * @param architecture the name of the architecture, such as {@code xresnet18}
   * @param arguments its arguments: JSON numbers, strings and booleans
   * @param inputs what the model takes
   * @param vocab the categories' names, in the order of the logits; none where it tells numbers
   * @param target what it tells
   * @param provenance where it comes from
   */
  public record Card(
      String architecture,
      Map<String, Object> arguments,
      ModelInputs inputs,
      List<String> vocab,
      TargetSpec target,
      Provenance provenance) {
    public Card {
      requireNonNull(architecture, "architecture");
      requireNonNull(inputs, "inputs");
      requireNonNull(target, "target");
      requireNonNull(provenance, "provenance");
      arguments = Map.copyOf(arguments);
      vocab = List.copyOf(vocab);
      if (Set.copyOf(vocab).size() != vocab.size()) {
        throw new IllegalArgumentException("Vocab has a category twice: " + vocab);
      }
    }

    /**
     * What it takes, if that is images.
     *
     * @throws IllegalStateException if it is a model of texts
     */
    public InputSpec images() {
      if (inputs instanceof InputSpec images) {
        return images;
      }
      throw new IllegalStateException("%s takes texts, not images".formatted(architecture));
    }

    /**
     * What it takes, if that is texts.
     *
     * @throws IllegalStateException if it is a model of images
     */
    public TextSpec texts() {
      if (inputs instanceof TextSpec texts) {
        return texts;
      }
      throw new IllegalStateException("%s takes images, not texts".formatted(architecture));
    }
  }

  /**
   * A model of one flat parameter vector, cut into tensors by the layout.
   *
   * @param parameters as long as the layout says; not copied, so not to be written to afterwards
   */
  public static ModelArchive of(Card card, ParameterLayout layout, float[] parameters) {
    requireNonNull(card, "card");
    if (parameters.length != layout.size()) {
      throw new IllegalArgumentException(
          "%s has %d parameters, got %d"
              .formatted(card.architecture(), layout.size(), parameters.length));
    }
    return new ModelArchive(
        card,
        layout.spans().stream()
            .map(span -> Tensor.of(span.path(), span.shape(), parameters, span.offset()))
            .toList());
  }

  /**
   * Reads and checks an archive.
   *
   * @throws ArchiveException if it is damaged, no model archive, or beyond the limits; the message
   *     names the entry
   */
  public static ModelArchive read(Path file) throws IOException {
    TensorZip zip = TensorZip.read(file, KIND);
    try {
      return new ModelArchive(Json.fromMap(Earlier.card(zip.content()), Card.class), zip.tensors());
    } catch (IOException e) {
      throw new ArchiveException(
          file, "%s does not describe a model: %s".formatted(TensorZip.HEADER, e.getMessage()), e);
    }
  }

  /** Writes the file whole or not at all. */
  public void write(Path file) throws IOException {
    new TensorZip(Json.toMap(card), tensors).write(file, KIND);
  }

  /** Everything but the parameters. */
  public Card card() {
    return card;
  }

  /** One tensor per parameter, in the order of the flat vector. */
  public List<Tensor> tensors() {
    return tensors;
  }

  /**
   * The flat parameter vector for a model of that layout; a fresh array.
   *
   * @throws IllegalStateException if names or shapes are not the layout's
   */
  public float[] parameters(ParameterLayout layout) {
    checkAgainst(layout);
    float[] flat = new float[layout.size()];
    for (int i = 0; i < tensors.size(); i++) {
      tensors.get(i).copyTo(flat, layout.spans().get(i).offset());
    }
    return flat;
  }

  private void checkAgainst(ParameterLayout layout) {
    List<String> expected = layout.spans().stream().map(ModelArchive::describe).toList();
    List<String> actual = tensors.stream().map(t -> t.name() + t.shape()).toList();
    if (!expected.equals(actual)) {
      throw new IllegalStateException(
          "The archive's tensors are not those of %s: expected but not there %s, there but not expected %s"
              .formatted(
                  card.architecture(), without(expected, actual), without(actual, expected)));
    }
  }

  private static String describe(Span span) {
    return span.path() + span.shape();
  }

  private static List<String> without(List<String> some, List<String> others) {
    Set<String> set = Set.copyOf(others);
    return some.stream().filter(s -> !set.contains(s)).limit(5).collect(Collectors.toList());
  }
}
