package dev.kindling.jobs.settings;

import dev.kindling.datablock.ByFold;
import dev.kindling.datablock.KeyPattern;
import dev.kindling.datablock.process.LabelType;
import dev.kindling.datablock.table.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How items are parted.
 *
 * @param by {@code folder}, {@code name}, {@code column}, {@code random}, {@code stratified},
 *     {@code k-fold}, {@code group} or {@code file}
 * @param train name of train
 * @param valid name of valid; absent where it is a share of train
 * @param test name of test, where there is one
 * @param fraction share that goes to valid where it is drawn, in (0, 1)
 * @param fold which fold is valid
 * @param group what of a key names its group, where groups stay together
 * @param validFile the file that lists valid, where files do
 * @param testFile the file that lists test, where files do and there is one
 */
public record SplitSettings(
    String by,
    String train,
    Optional<String> valid,
    Optional<String> test,
    double fraction,
    Fold fold,
    Optional<KeyPattern> group,
    Optional<String> validFile,
    Optional<String> testFile) {
  private static final String FOLD = "data.split.fold";
  private static final Pattern FOLD_FORM = Pattern.compile("(\\d{1,4}) of (\\d{1,4})");

  /**
   * One fold of several.
   *
   * @param number which, from 1
   * @param of how many there are, at least 2
   */
  public record Fold(int number, int of) {}

  static SplitSettings from(Reader reader, Kind kind, ColumnSettings columns, LabelSettings label) {
    String by =
        reader.oneOf(
            "data.split.by",
            List.of("folder", "name", "column", "random", "stratified", "k-fold", "group", "file"));
    if (by.equals("column") && columns.split().isEmpty()) {
      throw DataSettings.missing(
          "data.columns.split", DataSettings.columnOf("splits", "data.split.by", kind));
    }
    if (by.equals("stratified") && !(label.type() instanceof LabelType.Category)) {
      throw reader.complaint(
          "data.split.by", "another than stratified, as data.label.type is " + label.type());
    }
    String train = reader.text("data.split.train").strip();
    Optional<String> valid = reader.textIfGiven("data.split.valid");
    Optional<String> test = reader.textIfGiven("data.split.test");
    if (train.isEmpty() || valid.equals(Optional.of(train)) || test.equals(Optional.of(train))) {
      throw reader.complaint("data.split.train", "a name of its own");
    }
    if (test.isPresent() && test.equals(valid)) {
      throw reader.complaint("data.split.test", "another name than that of valid");
    }
    Optional<KeyPattern> group = DataSettings.pattern(reader, "data.split.group");
    if (by.equals("group") && group.isEmpty()) {
      throw DataSettings.missing(
          "data.split.group", "what of a key names its group, as data.split.by is group");
    }
    Optional<String> validFile = reader.textIfGiven("data.split.valid-file");
    Optional<String> testFile = reader.textIfGiven("data.split.test-file");
    if (by.equals("file") && validFile.isEmpty()) {
      throw DataSettings.missing(
          "data.split.valid-file",
          "the file that lists the keys of valid, as data.split.by is file");
    }
    if (testFile.isPresent() && testFile.equals(validFile)) {
      throw reader.complaint("data.split.test-file", "another file than that of valid");
    }
    return new SplitSettings(
        by,
        train,
        valid,
        test,
        reader.number("data.split.fraction", Interval.INSIDE_UNIT),
        fold(reader),
        group,
        validFile,
        testFile);
  }

  private static Fold fold(Reader reader) {
    Matcher form = FOLD_FORM.matcher(reader.text(FOLD).strip());
    String wanted = "one of at least 2 folds, such as 1 of 5";
    if (!form.matches()) {
      throw reader.complaint(FOLD, wanted);
    }
    int number = Integer.parseInt(form.group(1));
    int of = Integer.parseInt(form.group(2));
    try {
      new ByFold(number, of, 0);
    } catch (IllegalArgumentException e) {
      throw reader.complaint(FOLD, wanted, e);
    }
    return new Fold(number, of);
  }
}
