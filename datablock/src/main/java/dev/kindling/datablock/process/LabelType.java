package dev.kindling.datablock.process;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What labels are: how the texts that were given for an item become its label. Immutable. */
public sealed interface LabelType extends Serializable {
  /** One category, spelt as it is given. */
  static LabelType category() {
    return new Category();
  }

  /**
   * Any number of categories, also none; where several texts are given, all of theirs together.
   *
   * @param separator what stands between them; a blank one stands for any white space
   */
  static LabelType multi(String separator) {
    return new Multi(separator);
  }

  /** One finite decimal number, such as {@code 37}, {@code -0.5} or {@code 6.02e23}. */
  static LabelType number() {
    return new Numeric();
  }

  /** What becomes of labels in training. */
  Targets.Kind kind();

  /**
   * The label in the one form that tables have it in: labels that say the same are equal.
   *
   * @param given texts that were found for an item, such as one for each row of a label file; blank
   *     ones say nothing
   * @throws BadItemException {@code NO_LABEL} if there is none, {@code AMBIGUOUS_LABEL} if texts
   *     say different things where one label is wanted, {@code NOT_A_NUMBER} or {@code
   *     INFINITE_NUMBER} if it is no number
   */
  String read(Collection<String> given) throws BadItemException;

  /** See {@link #category()}. */
  record Category() implements LabelType {
    @Override
    public Targets.Kind kind() {
      return Targets.Kind.CATEGORIES;
    }

    @Override
    public String read(Collection<String> given) throws BadItemException {
      return one(new TreeSet<>(given.stream().filter(text -> !text.isBlank()).toList()));
    }

    /** As in a message or manifest. */
    @Override
    public String toString() {
      return "category";
    }
  }

  /** See {@link #multi(String)}. */
  record Multi(String separator) implements LabelType {
    public Multi {
      requireNonNull(separator, "separator");
      if (separator.isEmpty()) {
        throw new IllegalArgumentException("Labels need something between them, got \"\"");
      }
      separator = separator.isBlank() ? " " : separator;
    }

    @Override
    public Targets.Kind kind() {
      return Targets.Kind.MULTI;
    }

    /** The label of an item that has none of the categories is the empty text. */
    @Override
    public String read(Collection<String> given) throws BadItemException {
      if (given.isEmpty()) {
        throw new BadItemException(QuarantineReason.NO_LABEL, "nothing says which labels it has");
      }
      TreeSet<String> labels = new TreeSet<>();
      given.forEach(text -> labels.addAll(labels(text)));
      return joined(labels);
    }

    /** The categories in a text, in the order of the text. */
    public List<String> labels(String text) {
      String between = separator.isBlank() ? "\\s+" : Pattern.quote(separator);
      List<String> labels = new ArrayList<>();
      for (String part : text.split(between)) {
        if (!part.isBlank()) {
          labels.add(part.strip());
        }
      }
      return labels;
    }

    /** The label of these categories: each once, sorted by UTF-16 code units. */
    public String joined(Collection<String> labels) {
      return String.join(separator, new TreeSet<>(labels));
    }

    @Override
    public String toString() {
      return "multi, separated by \"%s\"".formatted(separator);
    }
  }

  /** See {@link #number()}. */
  record Numeric() implements LabelType {
    private static final Pattern DECIMAL =
        Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf(inity)?");

    /** Whole numbers up to this are written without a fraction; a double holds them exactly. */
    private static final double MOST_WHOLE = 1L << 53;

    @Override
    public Targets.Kind kind() {
      return Targets.Kind.NUMBER;
    }

    @Override
    public String read(Collection<String> given) throws BadItemException {
      TreeSet<String> numbers = new TreeSet<>();
      for (String text : given) {
        if (!text.isBlank()) {
          numbers.add(number(text.strip()));
        }
      }
      return one(numbers);
    }

    private static String number(String text) throws BadItemException {
      boolean infinite = INFINITE.matcher(text).matches();
      if (!infinite && !DECIMAL.matcher(text).matches()) {
        throw new BadItemException(
            QuarantineReason.NOT_A_NUMBER, "\"%s\" is no decimal number".formatted(shown(text)));
      }
      double value = infinite ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
      if (Double.isInfinite(value)) {
        throw new BadItemException(
            QuarantineReason.INFINITE_NUMBER, "\"%s\" is not finite".formatted(shown(text)));
      }
      return value == Math.rint(value) && Math.abs(value) <= MOST_WHOLE
          ? Long.toString((long) value)
          : Double.toString(value);
    }

    @Override
    public String toString() {
      return "number";
    }
  }

  private static String one(TreeSet<String> labels) throws BadItemException {
    if (labels.isEmpty()) {
      throw new BadItemException(QuarantineReason.NO_LABEL, "the labeler has no label for it");
    }
    if (labels.size() > 1) {
      throw new BadItemException(
          QuarantineReason.AMBIGUOUS_LABEL,
          "has %d different labels, such as \"%s\" and \"%s\""
              .formatted(labels.size(), shown(labels.first()), shown(labels.last())));
    }
    return labels.first();
  }

  private static String shown(String text) {
    int most = 80;
    return text.length() > most ? text.substring(0, most) + "…" : text;
  }
}
