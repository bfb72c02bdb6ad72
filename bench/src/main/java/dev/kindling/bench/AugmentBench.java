package dev.kindling.bench;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.Normalize;
import dev.kindling.augment.kernel.Device;
import dev.kindling.bench.turns.Child;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench augment}: our backends beside OpenCV's chain, on the same images and plans. */
@Command(
    name = "augment",
    description = {
      "Warp, colour and normalise 64 images of 500 x 375, beside OpenCV; each contestant in a JVM",
      "of its own, in turns."
    },
    mixinStandardHelpOptions = true)
final class AugmentBench implements Runnable {
  @Option(names = "--batch", defaultValue = "64", description = "Images (${DEFAULT-VALUE}).")
  private int batch;

  @Option(names = "--rounds", defaultValue = "30", description = "Timed turns (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warmups",
      defaultValue = "30",
      description = "Turns before (${DEFAULT-VALUE}).")
  private int warmups;

  @Option(names = "--decoding", description = "Only what begins with decoding a JPEG.")
  private boolean decoding;

  @Option(names = "--size", split = ",", description = "Of the output, in pixels (224,128,64).")
  private List<Integer> sizes = List.of(224, 128, 64);

  @Override
  public void run() {
    List<Device> devices = Device.all().devices();
    System.out.printf(
        "%d images of %d x %d, %d turns after %d to warm up; %s; Java %s; load before: %.2f%n",
        batch,
        AugmentWork.WIDTH,
        AugmentWork.HEIGHT,
        rounds,
        warmups,
        devices.isEmpty() ? Device.all().problem() : devices,
        System.getProperty("java.version"),
        load());
    for (int size : sizes) {
      if (!decoding && size > 64) {
        race("warp + colour, to " + size, AugmentTurns.WARP, size, fromPixels(devices));
        race("crop + flip, to " + size, AugmentTurns.CROP, size, fromPixels(devices));
      }
      race(
          "decode JPEG + warp + colour, to %d; %s".formatted(size, decodedAt(size)),
          AugmentTurns.DECODE,
          size,
          fromJpegs());
    }
    System.out.printf("%nload after: %.2f%n", load());
  }

  /** Names and what each is told to be; the first is the peer. */
  private static Map<String, List<String>> fromPixels(List<Device> devices) {
    Map<String, List<String>> contestants = new LinkedHashMap<>();
    contestants.put("OpenCV, not antialiased", List.of(AugmentTurns.PEER));
    contestants.put("java, not antialiased", List.of(AugmentTurns.PLAIN, AugmentTurns.JAVA));
    contestants.put("java", List.of(AugmentTurns.ANTIALIASED, AugmentTurns.JAVA));
    for (Device device : devices) {
      String name = "opencl %d (%s)".formatted(device.index(), device.type());
      String index = Integer.toString(device.index());
      contestants.put(name + ", not antialiased", List.of(AugmentTurns.PLAIN, index));
      contestants.put(name, List.of(AugmentTurns.ANTIALIASED, index));
    }
    return contestants;
  }

  private static Map<String, List<String>> fromJpegs() {
    Map<String, List<String>> contestants = new LinkedHashMap<>();
    contestants.put("OpenCV decode whole + OpenCV, not antialiased", List.of(AugmentTurns.PEER));
    contestants.put(
        "OpenCV decode by plan + OpenCV, not antialiased", List.of(AugmentTurns.PEER_BY_PLAN));
    contestants.put("ours, not antialiased", List.of(AugmentTurns.PLAIN, AugmentTurns.JAVA));
    contestants.put("ours", List.of(AugmentTurns.ANTIALIASED, AugmentTurns.JAVA));
    return contestants;
  }

  private void race(String title, String work, int size, Map<String, List<String>> contestants) {
    List<Child> children = new ArrayList<>();
    try {
      Race race = new Race();
      contestants.forEach(
          (name, who) -> {
            Child child = Child.start(name, jvm(work, size, who));
            children.add(child);
            race.enter(name, child);
          });
      requireSameSize(title, children);
      race.run(title + ", one thread", warmups, rounds, batch);
    } finally {
      children.forEach(Child::close);
    }
  }

  private ProcessBuilder jvm(String work, int size, List<String> who) {
    List<String> options =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> !option.startsWith("-Xmx"))
            .toList();
    List<String> command =
        Stream.of(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                options,
                List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")),
                List.of(AugmentTurns.class.getName(), work, Integer.toString(size)),
                List.of(Integer.toString(batch)),
                who)
            .flatMap(List::stream)
            .toList();
    return new ProcessBuilder(command);
  }

  private static void requireSameSize(String title, List<Child> children) {
    if (children.stream().mapToLong(Child::size).distinct().count() > 1) {
      throw new IllegalStateException(
          "Contestants of \"%s\" must give results of one size, got %s elements"
              .formatted(title, children.stream().map(Child::size).toList()));
    }
  }

  private String decodedAt(int size) {
    Augmentation ours = Augmentation.of(AugmentWork.EVERYTHING, size, Normalize.IMAGENETTE);
    return AugmentWork.plans(ours, AugmentWork.encoded(AugmentWork.jpegs(batch))).stream()
        .map(ours::reduction)
        .collect(Collectors.groupingBy(r -> "1/" + r, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> "%d at %s".formatted(entry.getValue(), entry.getKey()))
        .collect(Collectors.joining(", ", "plans need ", ""));
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
