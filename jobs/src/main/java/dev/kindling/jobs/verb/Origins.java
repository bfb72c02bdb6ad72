package dev.kindling.jobs.verb;

import static java.util.Objects.requireNonNullElse;

import dev.kindling.augment.BackendUse;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.settings.Redaction;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** Where a run comes from: data, code, machine. */
final class Origins {
  private Origins() {}

  static Map<String, String> of(
      PreparedDataset dataset, BackendUse augmented, SparkSession spark, Instant started) {
    Manifest manifest = dataset.manifest();
    TreeMap<String, String> origins = new TreeMap<>();
    origins.put("dataset", Redaction.redacted("dataset", dataset.path()));
    origins.put("dataset-version", Long.toString(dataset.version()));
    origins.put("dataset-source", Redaction.redacted("source", manifest.source()));
    origins.put(
        "dataset-items",
        "%d train, %d valid of %d scanned"
            .formatted(
                manifest.count(Split.TRAIN), manifest.count(Split.VALID), manifest.scanned()));
    origins.put("dataset-skipped", manifest.skipped().toString());
    origins.put("dataset-quarantined", manifest.quarantined().toString());
    origins.put("augment-batches-java", Long.toString(augmented.java()));
    origins.put("augment-batches-opencl", Long.toString(augmented.opencl()));
    origins.put("augment-fallbacks", Long.toString(augmented.fallbacks()));
    if (!augmented.reason().isEmpty()) {
      origins.put("augment-device-failure", augmented.reason());
    }
    origins.put("code-version", codeVersion());
    origins.put("spark-version", spark.version());
    origins.put("spark-master", spark.sparkContext().master());
    origins.put("java-version", System.getProperty("java.version", "unknown"));
    origins.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    origins.put(
        "omp-threads", requireNonNullElse(System.getenv("OMP_NUM_THREADS"), "not set: all cores"));
    origins.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    origins.put("started", started.toString());
    origins.put("finished", Instant.now().toString());
    return origins;
  }

  /** Of the jar; {@code development} where there is none. */
  static String codeVersion() {
    return Optional.ofNullable(Origins.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
