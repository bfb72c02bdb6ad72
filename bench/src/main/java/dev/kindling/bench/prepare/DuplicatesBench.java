package dev.kindling.bench.prepare;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.kindling.datablock.Labeler;
import dev.kindling.datablock.Scan;
import dev.kindling.datablock.Splitter;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.PreparedDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench duplicates}: how many altered copies of photographs are found. */
@Command(
    name = "duplicates",
    description =
        "Plants altered copies of some images in the other split, and counts which are found.",
    mixinStandardHelpOptions = true)
public final class DuplicatesBench implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      description = "Folder of train/CLASS/ and val/CLASS/ with JPEGs.")
  private Path data = Path.of("");

  @Option(
      names = "--copied",
      defaultValue = "200",
      description = "Images to plant copies of (${DEFAULT-VALUE}).")
  private int copied;

  /** An original and its copies, by their keys. */
  private record Planted(String original, Map<Alteration, String> copies) {
    String copy(Alteration kind) {
      return requireNonNull(copies.get(kind));
    }
  }

  @Override
  public Integer call() throws IOException {
    try (Scratch scratch = Scratch.create();
        SparkSession spark = Sessions.local(2, scratch.folder("spark"))) {
      Path folder = scratch.folder("planted");
      List<Path> files = Scratch.files(data);
      Map<String, Planted> planted = plant(files, folder);
      Map<String, String> clusters = clusters(spark, folder, scratch.folder("table"));
      System.out.printf(
          "%,d images, copies of %,d of them planted in the other split%n%n",
          files.size(), planted.size());
      for (Alteration kind : Alteration.values()) {
        long found =
            planted.values().stream()
                .filter(one -> together(clusters, one.original(), one.copy(kind)))
                .count();
        System.out.printf("%-34s found %d of %d%n", kind.text(), found, planted.size());
      }
      System.out.printf(
          "%nclusters of different photographs: %d%n", mixed(clusters, planted.values()));
      return 0;
    }
  }

  /** Links to all files, and copies of every n-th; by the key of the original. */
  private Map<String, Planted> plant(List<Path> files, Path folder) throws IOException {
    Path from = data.toRealPath();
    int every = Math.max(1, files.size() / copied);
    Map<String, Planted> planted = new TreeMap<>();
    for (int i = 0; i < files.size(); i++) {
      String key = from.relativize(files.get(i)).toString();
      Path link = folder.resolve(key);
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, files.get(i));
      if (i % every == 0 && planted.size() < copied) {
        planted.put(key, plant(key, Files.readAllBytes(files.get(i)), folder));
      }
    }
    return planted;
  }

  private static Planted plant(String key, byte[] jpeg, Path folder) throws IOException {
    String other =
        key.startsWith("train/")
            ? key.replaceFirst("^train/", "val/")
            : key.replaceFirst("^val/", "train/");
    Map<Alteration, String> copies = new TreeMap<>();
    for (Alteration kind : Alteration.values()) {
      String copy = "%s-%s.jpg".formatted(other, kind.name());
      Files.createDirectories(folder.resolve(copy).getParent());
      Files.write(folder.resolve(copy), kind.of(jpeg));
      copies.put(kind, copy);
    }
    return new Planted(key, copies);
  }

  /** By key, the cluster of each image that is in one. */
  private static Map<String, String> clusters(SparkSession spark, Path folder, Path table) {
    PreparedDataset prepared =
        Scan.images(spark, folder.toString())
            .label(Labeler.parentFolder())
            .split(Splitter.byFolder("train", "val"))
            .process(Images.decode().nearDuplicates(NearDuplicates.REPORT), Targets.categories())
            .write(table.resolve("table").toString());
    Map<String, String> clusters = new TreeMap<>();
    for (Row row :
        prepared.rows().where("group is not null").select("key", "group").collectAsList()) {
      clusters.put(row.getString(0), row.getString(1));
    }
    return clusters;
  }

  private static boolean together(Map<String, String> clusters, String one, String other) {
    return clusters.containsKey(one) && clusters.get(one).equals(clusters.get(other));
  }

  /** Clusters that hold images of more than one original. */
  private static long mixed(Map<String, String> clusters, Iterable<Planted> planted) {
    Map<String, String> originals = new TreeMap<>();
    planted.forEach(
        one -> one.copies().values().forEach(copy -> originals.put(copy, one.original())));
    Map<String, Set<String>> members =
        clusters.entrySet().stream()
            .collect(
                groupingBy(
                    Map.Entry::getValue,
                    mapping(
                        entry -> originals.getOrDefault(entry.getKey(), entry.getKey()), toSet())));
    return members.values().stream().filter(of -> of.size() > 1).count();
  }
}
