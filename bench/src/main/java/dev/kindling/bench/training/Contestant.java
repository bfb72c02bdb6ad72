package dev.kindling.bench.training;

import dev.kindling.bench.turns.Child;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who runs the steps of a case, in a JVM of its own.
 *
 * @param name in tables
 * @param java what its JVM is given: options, class path, main class
 * @param arguments what its main class is given after those of the case
 * @param slow whether it gets one step in a few rounds only, because it takes ten times as long
 */
record Contestant(String name, List<String> java, List<String> arguments, boolean slow) {
  /** The peer in full precision, in either layout. */
  static final String PEER_FP32 = "libtorch fp32";

  /** The peer in mixed precision. */
  static final String PEER_BF16 = "libtorch bf16";

  /** Batch norms as a part of the convolutions before them: for forward passes only. */
  private static final String FOLDED = "folded";

  Contestant {
    java = List.copyOf(java);
    arguments = List.copyOf(arguments);
  }

  /** Kindling's engines that exist, DL4J as it comes, and libtorch where there is a class path. */
  static List<Contestant> all(String libtorchClassPath) {
    List<Contestant> all = new ArrayList<>();
    all.add(kindling("onednn", "fp32"));
    all.add(kindling("onednn", "bf16"));
    all.add(kindling("nd4j", "fp32"));
    all.add(asShipped());
    if (!libtorchClassPath.isEmpty()) {
      all.add(libtorch(PEER_FP32 + ", channels first", libtorchClassPath, "fp32", "first"));
      all.add(libtorch(PEER_FP32 + ", channels last", libtorchClassPath, "fp32", "last"));
      all.add(libtorch(PEER_BF16 + ", channels last", libtorchClassPath, "bf16", "last"));
      all.add(libtorch(PEER_FP32 + ", norms folded", libtorchClassPath, "fp32", "last", FOLDED));
      all.add(libtorch(PEER_BF16 + ", norms folded", libtorchClassPath, "bf16", "last", FOLDED));
    }
    return all;
  }

  /**
   * The same for language models: Kindling's engines, of which nd4j runs DL4J's LSTM layers;
   * libtorch's plain LSTM has no fast kernels for bf16.
   */
  static List<Contestant> language(String libtorchClassPath) {
    List<Contestant> all = new ArrayList<>();
    all.add(kindlingLanguage("Kindling onednn fp32", "onednn", "fp32", false));
    all.add(kindlingLanguage("Kindling onednn bf16", "onednn", "bf16", false));
    all.add(kindlingLanguage("DL4J's LSTM layers", "nd4j", "fp32", true));
    if (!libtorchClassPath.isEmpty()) {
      all.add(libtorchLanguage(PEER_FP32, libtorchClassPath, "fp32", "fused"));
      all.add(libtorchLanguage(PEER_FP32, libtorchClassPath, "fp32", "plain"));
      all.add(libtorchLanguage(PEER_BF16, libtorchClassPath, "bf16", "fused"));
    }
    return all;
  }

  private static Contestant kindlingLanguage(
      String name, String engine, String precision, boolean slow) {
    return new Contestant(
        name, ours(KindlingLanguageTurns.class), List.of(engine, precision), slow);
  }

  private static Contestant libtorchLanguage(
      String peer, String classPath, String precision, String kernels) {
    return new Contestant(
        "%s, %s LSTM".formatted(peer, kernels),
        List.of("-cp", classPath, "dev.kindling.bench.libtorch.LanguageTurns"),
        List.of(precision, kernels),
        false);
  }

  private static Contestant kindling(String engine, String precision) {
    return new Contestant(
        "Kindling %s %s".formatted(engine, precision),
        ours(KindlingTurns.class),
        List.of(engine, precision),
        false);
  }

  private static Contestant asShipped() {
    return new Contestant("DL4J as shipped", ours(Dl4jTurns.class), List.of(), true);
  }

  private static List<String> ours(Class<?> main) {
    return List.of("-cp", System.getProperty("java.class.path"), main.getName());
  }

  private static Contestant libtorch(String name, String classPath, String... arguments) {
    return new Contestant(
        name,
        List.of("-cp", classPath, "dev.kindling.bench.libtorch.LibtorchTurns"),
        List.of(arguments),
        false);
  }

  /** Whether it can do what is asked for in the case. */
  boolean enters(TimedCase of) {
    return !of.trains() || !arguments.contains(FOLDED);
  }

  /** Starts its JVM: the same heap and OpenMP settings for everyone. */
  Child start(TimedCase of, int threads) {
    List<String> command =
        Stream.of(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-Dorg.bytedeco.javacpp.maxbytes=0",
                    "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"),
                java,
                of.arguments(),
                arguments)
            .flatMap(List::stream)
            .toList();
    ProcessBuilder process = new ProcessBuilder(command).directory(new File("."));
    process.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    process.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
    process.environment().put("OMP_WAIT_POLICY", "passive");
    return Child.start(name, process);
  }
}
