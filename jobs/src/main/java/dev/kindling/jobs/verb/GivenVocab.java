package dev.kindling.jobs.verb;

import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.datablock.text.Vocab;
import dev.kindling.jobs.run.RunDirectory;
import dev.kindling.jobs.settings.SettingsException;
import dev.kindling.train.archive.ModelInputs;
import dev.kindling.train.archive.TextSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The vocabulary of a trained model or of a prepared dataset, for another dataset. */
final class GivenVocab {
  private static final String KEY = "data.text.vocabulary-from";
  private static final String MODEL = ".kindling";

  private GivenVocab() {}

  /**
   * The vocabulary that lies there.
   *
   * @param place of a model's file, or of a prepared dataset
   * @param rules that the texts become words by
   * @throws SettingsException if there is none, or it was made with other rules
   */
  static Vocab at(SparkSession spark, String place, TextRules rules) {
    return place.endsWith(MODEL) ? ofModel(place, rules) : ofDataset(spark, place, rules);
  }

  private static Vocab ofModel(String place, TextRules rules) {
    Path file = RunDirectory.at(place).path();
    if (!Files.isRegularFile(file)) {
      throw new SettingsException(
          "%s = %s is no file: name a model, or a prepared dataset".formatted(KEY, place));
    }
    ModelInputs inputs = Models.read(file).card().inputs();
    if (inputs instanceof TextSpec texts) {
      return checked(place, rules, texts.rules(), texts.tokens());
    }
    throw new SettingsException("%s = %s is a model of images".formatted(KEY, place));
  }

  private static Vocab ofDataset(SparkSession spark, String place, TextRules rules) {
    PreparedDataset dataset = PreparedDataset.open(spark, place);
    return checked(place, rules, dataset.manifest().text().rules(), dataset.tokenVocab().tokens());
  }

  private static Vocab checked(
      String place, TextRules rules, String itsRules, List<String> itsTokens) {
    if (!rules.text().equals(itsRules)) {
      throw new SettingsException(
          "%s = %s was made with other tokenizer rules: \"%s\" there, \"%s\" by the settings; set data.text as it was set there"
              .formatted(KEY, place, itsRules, rules.text()));
    }
    return rules.vocab().of(itsTokens);
  }
}
