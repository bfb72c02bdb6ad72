package dev.kindling.jobs.verb;

import dev.kindling.datablock.Items;
import dev.kindling.datablock.LabeledItems;
import dev.kindling.datablock.Labeler;
import dev.kindling.datablock.ProcessedItems;
import dev.kindling.datablock.Scan;
import dev.kindling.datablock.Secrets;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.SplitItems;
import dev.kindling.datablock.SplitNames;
import dev.kindling.datablock.Splitter;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.process.AmbiguousLabel;
import dev.kindling.datablock.process.BlankLabel;
import dev.kindling.datablock.process.Copies;
import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.Inputs;
import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.Texts;
import dev.kindling.datablock.process.UnknownLabel;
import dev.kindling.datablock.table.Kind;
import dev.kindling.jobs.settings.AugmentSettings;
import dev.kindling.jobs.settings.ColumnSettings;
import dev.kindling.jobs.settings.DataSettings;
import dev.kindling.jobs.settings.LabelSettings;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.jobs.settings.SplitSettings;
import dev.kindling.jobs.settings.TextSettings;
import java.time.Duration;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain of the data block that settings ask for.
 *
 * @param settings of the job
 */
record Preparing(Settings settings) {
  private static final Logger LOG = LoggerFactory.getLogger(Preparing.class);

  /** Scans, labels and splits now; the rest is for the result to do. */
  ProcessedItems<?> items(SparkSession spark) {
    LOG.info("Scanning {}", Secrets.hide(data().requiredSource()));
    if (data().kind() == Kind.TEXT) {
      Texts inputs = textInputs(spark); // which may be refused, before a long scan
      return processed(texts(spark), inputs);
    }
    return processed(images(spark), images());
  }

  private Items<Images> images(SparkSession spark) {
    ColumnSettings columns = data().columns();
    String source = data().requiredSource();
    if (columns.samples().isPresent()) {
      return Scan.imageShards(spark, source, columns.samples().get(), data().selection());
    }
    return columns
        .images()
        .map(found -> Scan.imageTable(spark, data().table(), found))
        .orElseGet(() -> Scan.images(spark, source, data().selection()));
  }

  private <I extends Inputs> ProcessedItems<I> processed(Items<I> found, I inputs) {
    LabeledItems<I> labelled = found.label(labeler(), data().label().type());
    SplitItems<I> split = labelled.split(splitter());
    LOG.info(
        "Found {} train, {} valid, {} test; processing them",
        split.counts().count(Split.TRAIN),
        split.counts().count(Split.VALID),
        split.counts().count(Split.TEST));
    return split
        .process(inputs, targets())
        .duplicates(constant(Duplicates.class, data().duplicates()))
        .maxQuarantined(data().maxQuarantined())
        .expecting(data().expectations());
  }

  private Items<Texts> texts(SparkSession spark) {
    ColumnSettings columns = data().columns();
    String source = data().requiredSource();
    if (columns.samples().isPresent()) {
      return Scan.textShards(spark, source, columns.samples().get(), data().selection());
    }
    return columns
        .texts()
        .map(found -> Scan.textTable(spark, data().table(), found))
        .orElseGet(() -> Scan.texts(spark, source, data().text().documents(), data().selection()));
  }

  private Texts textInputs(SparkSession spark) {
    TextSettings text = data().text();
    Texts fitted = new Texts(text.rules(), text.vocab(), data().limits().maxBytes());
    return text.vocabularyFrom()
        .map(place -> fitted.numberedBy(GivenVocab.at(spark, place, text.rules())))
        .orElse(fitted);
  }

  private Images images() {
    DataSettings.Limits limits = data().limits();
    AugmentSettings augment = settings.augment();
    return new Images(
        new DecodeLimits(
            limits.maxBytes(), limits.maxPixels(), Duration.ofSeconds(limits.timeoutSeconds())),
        data().presizeShortSide(),
        new Copies(augment.copies(), new AugmentedCopies(augment.augmentations(), settings.seed())),
        constant(NearDuplicates.class, data().nearDuplicates()));
  }

  private Labeler labeler() {
    LabelSettings label = data().label();
    return switch (label.by()) {
      case "regex" -> Labeler.regex(label.pattern().orElseThrow());
      case "csv" -> Labeler.csv(label.file().orElseThrow(), label.keyColumn(), label.labelColumn());
      case "column" -> Labeler.column();
      case "companion" -> Labeler.companion(label.extension());
      case "none" -> Labeler.none();
      default -> Labeler.parentFolder();
    };
  }

  private Targets targets() {
    LabelSettings label = data().label();
    return label.by().equals("none")
        ? Targets.none()
        : Targets.of(label.type())
            .onUnknown(constant(UnknownLabel.class, label.unknown()))
            .onBlank(constant(BlankLabel.class, label.blank()))
            .onAmbiguous(constant(AmbiguousLabel.class, label.ambiguous()));
  }

  private Splitter splitter() {
    SplitSettings split = data().split();
    long seed = settings.seed().value();
    return switch (split.by()) {
      case "random" -> Splitter.byHash(split.fraction(), seed);
      case "stratified" -> Splitter.stratified(split.fraction(), seed);
      case "k-fold" -> Splitter.byFold(split.fold().number(), split.fold().of(), seed);
      case "group" -> Splitter.byGroup(split.group().orElseThrow(), split.fraction(), seed);
      case "file" -> Splitter.byList(split.validFile().orElseThrow(), split.testFile().orElse(""));
      case "name" -> Splitter.byName(names(split));
      case "column" -> Splitter.byColumn(names(split));
      default -> Splitter.byFolder(names(split));
    };
  }

  private SplitNames names(SplitSettings split) {
    SplitNames names =
        split
            .valid()
            .map(valid -> SplitNames.of(split.train(), valid))
            .orElseGet(
                () ->
                    SplitNames.validFrom(split.train(), split.fraction(), settings.seed().value()));
    return split.test().map(names::test).orElse(names);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private DataSettings data() {
    return settings.data();
  }
}
