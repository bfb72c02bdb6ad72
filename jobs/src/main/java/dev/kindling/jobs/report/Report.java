package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import dev.kindling.jobs.run.Findings;
import dev.kindling.jobs.run.History;
import dev.kindling.jobs.run.RunDirectory;
import dev.kindling.jobs.run.RunRecord;
import dev.kindling.jobs.run.TextFindings;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The report of a run, from what lies in its folder. */
public final class Report {
  private static final int SHOWN_DUPLICATES = 50;
  private static final int SHOWN_QUARANTINE = 200;
  private static final int SHOWN_ROUNDS = 400;

  private final RunRecord record;
  private final History history;
  private final Findings findings;

  private Report(RunRecord record, History history, Findings findings) {
    this.record = record;
    this.history = history;
    this.findings = findings;
  }

  /** The report of a run; only {@code run.json} has to be there. */
  public static Report of(RunDirectory run) {
    return new Report(
        run.read(run.record(), RunRecord.class),
        run.readHistory(),
        Files.exists(run.findings()) ? run.read(run.findings(), Findings.class) : Findings.NONE);
  }

  /** A whole HTML page: styles and pictures inside, no scripts, nothing fetched. */
  public String html() {
    return Page.of("Kindling: " + record.result().getOrDefault("run", "run"), sections());
  }

  private List<Html> sections() {
    List<Html> sections = new ArrayList<>();
    sections.add(Summary.of(record));
    add(sections, "Training", !history.rounds().isEmpty(), () -> Curves.training(history));
    add(
        sections,
        "Learning rate and momentum",
        !findings.schedule().isEmpty(),
        () -> Curves.schedule(findings.schedule(), Math.max(1, history.epochs().size())));
    add(
        sections,
        "Confusion matrix",
        !findings.confusion().isEmpty(),
        () -> ConfusionTable.of(findings.classes(), findings.confusion()));
    add(
        sections,
        "Labels of valid",
        !findings.targets().labels().isEmpty(),
        () -> TargetSections.labels(findings.classes(), findings.targets().labels()));
    add(
        sections,
        "Numbers of valid",
        !findings.targets().numbers().isEmpty(),
        () -> TargetSections.numbers(findings.targets().numbers()));
    add(sections, "Top losses", !findings.topLosses().isEmpty(), this::topLosses);
    add(
        sections,
        "A batch as the model sees it",
        !findings.sampleBatch().isEmpty(),
        () -> Pictures.gallery(findings.sampleBatch()));
    add(
        sections,
        "Augmentation",
        !findings.augmentation().none(),
        () -> VariationGallery.of(findings.augmentation()));
    TextFindings texts = findings.texts();
    add(sections, "Top losses", !texts.worst().isEmpty(), () -> TextSections.worst(texts));
    add(
        sections,
        "What the model writes",
        !texts.written().isEmpty(),
        () -> TextSections.written(texts));
    add(
        sections,
        "Words that moved most",
        !texts.moved().isEmpty(),
        () -> TextSections.moved(texts));
    add(sections, "Texts", !texts.splits().isEmpty(), () -> TextSections.splits(texts));
    add(sections, "Frequent tokens", !texts.tokens().isEmpty(), () -> TextSections.tokens(texts));
    add(
        sections,
        "Items by label",
        !findings.labelCounts().isEmpty(),
        () -> LabelTable.of(findings.labelCounts()));
    add(
        sections,
        "Quality of the images",
        findings.quality().measured(),
        () -> QualitySection.of(findings.quality()));
    add(sections, "Quarantine", !findings.quarantine().isEmpty(), this::quarantine);
    add(sections, "Duplicates", !findings.duplicates().isEmpty(), this::duplicates);
    Map<String, Double> shares = TimeTable.shares(record.result());
    add(sections, "Where the time went", !shares.isEmpty(), () -> TimeTable.of(shares));
    add(sections, "Averaging", Averaging.in(history), () -> Averaging.of(history));
    add(sections, "Rounds", !history.rounds().isEmpty(), this::rounds);
    add(
        sections,
        "Settings",
        true,
        () -> Tables.table(List.of("key", "value"), rows(record.settings())));
    add(
        sections,
        "Provenance",
        true,
        () -> Tables.table(List.of("what", "value"), rows(record.provenance())));
    return sections;
  }

  private static void add(
      List<Html> sections,
      String title,
      boolean present,
      java.util.function.Supplier<Html> content) {
    if (present) {
      sections.add(Page.section(title, content.get()));
    }
  }

  private Html topLosses() {
    return Pictures.figures(
        findings.topLosses().stream()
            .map(
                item ->
                    Pictures.figure(
                        item.image(),
                        List.of(
                            item.predicted() + percent(item.probability()),
                            "is " + item.actual(),
                            number(item.loss()) + " · " + item.key())))
            .toList());
  }

  private Html quarantine() {
    List<Html> pictures =
        findings.quarantine().stream()
            .filter(item -> !item.image().isEmpty())
            .map(item -> Pictures.figure(item.image(), List.of(item.reason(), item.key())))
            .toList();
    Html table =
        Tables.table(
            List.of("key", "reason", "detail"),
            findings.quarantine().stream()
                .limit(SHOWN_QUARANTINE)
                .map(item -> List.of(item.key(), item.reason(), item.detail()))
                .toList());
    return all(
        List.of(
            table,
            more(findings.quarantine().size(), SHOWN_QUARANTINE),
            pictures.isEmpty() ? Html.NOTHING : Pictures.figures(pictures)));
  }

  private Html duplicates() {
    Html lists =
        element(
            "ul",
            all(
                findings.duplicates().stream()
                    .limit(SHOWN_DUPLICATES)
                    .map(keys -> element("li", text(String.join(" = ", keys))))
                    .toList()));
    return all(List.of(lists, more(findings.duplicates().size(), SHOWN_DUPLICATES)));
  }

  private Html rounds() {
    List<List<String>> rows =
        history.rounds().stream()
            .limit(SHOWN_ROUNDS)
            .map(
                round ->
                    List.of(
                        Integer.toString(round.round() + 1),
                        Integer.toString(round.epoch() + 1),
                        Long.toString(round.examples()),
                        number(round.loss()),
                        String.format(Locale.ROOT, "%.2e", round.rate()),
                        String.format(Locale.ROOT, "%.2f", round.seconds()),
                        String.format(
                            Locale.ROOT,
                            "%.0f",
                            round.examples() / Math.max(1e-9, round.seconds())),
                        String.format(Locale.ROOT, "%.2f", round.costs().averaging()),
                        String.format(Locale.ROOT, "%.2f", round.costs().agreement()),
                        String.format(Locale.ROOT, "%.1f", round.bytes() / 1e6)))
            .toList();
    Html table =
        Tables.table(
            List.of(
                "#round",
                "#epoch",
                "#examples",
                "#loss",
                "#rate",
                "#seconds",
                "#examples/s",
                "#s averaging",
                "#agreement",
                "#MB moved"),
            rows);
    return element(
        "details",
        element("summary", text(history.rounds().size() + " rounds")),
        table,
        more(history.rounds().size(), SHOWN_ROUNDS));
  }

  private static Html more(int all, int shown) {
    return all <= shown ? Html.NOTHING : element("p", text("… and %d more".formatted(all - shown)));
  }

  private static List<List<String>> rows(Map<String, String> values) {
    Map<String, String> sorted = new LinkedHashMap<>(new TreeMap<>(values));
    return sorted.entrySet().stream().map(e -> List.of(e.getKey(), e.getValue())).toList();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, " %.0f %%", 100 * share);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
