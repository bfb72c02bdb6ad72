package dev.kindling.jobs.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.ImageFolder;
import dev.kindling.datablock.SparkFixture;
import dev.kindling.jobs.Kindling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tiny model on 36 pictures by three logical workers, a step a round: small enough to be done
 * over for every fault.
 *
 * @param folder of data and runs
 */
record SmallTraining(Path folder) {
  /** One whose pictures are prepared. */
  static SmallTraining prepared(Path folder) throws IOException {
    SparkFixture.session(); // prepares: the cluster is for training
    ImageFolder photos = new ImageFolder(folder.resolve("photos")).classes(9);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int code =
        Kindling.run(
            new PrintStream(printed, true, UTF_8),
            "prepare",
            "--source",
            photos.path(),
            "--path",
            folder.resolve("data").toString());
    assertThat(code).as(printed.toString(UTF_8)).isZero();
    return new SmallTraining(folder);
  }

  /** The final parameters' SHA-256 where nothing breaks, in one JVM. */
  String unbroken() throws IOException, InterruptedException {
    try (Driver alone = Driver.on("local[1]", scratch("alone"))) {
      return done(alone.run("", arguments("unbroken")));
    }
  }

  /** Of {@code train}, for a run of that name. */
  List<String> arguments(String run, String... more) {
    List<String> all = new ArrayList<>(List.of("train"));
    all.addAll(List.of("--path", folder.resolve("data").toString()));
    all.addAll(List.of("--run", folder.resolve(run).toString()));
    for (String setting :
        List.of(
            "data.size=32",
            "model.architecture=xresnet-tiny",
            "augment.preset=light",
            "train.epochs=2",
            "train.batch-size=2",
            "train.workers=3",
            "train.round.steps=1",
            "train.checkpoint.rounds=1")) {
      all.addAll(List.of("--set", setting));
    }
    all.addAll(List.of(more));
    return all;
  }

  /** A fresh folder for a driver's own files. */
  Path scratch(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name + "-scratch"));
  }

  /** The parameters of a training that must have ended well. */
  static String done(Driver.Ended ended) {
    assertThat(ended.code()).as(ended.result().toString()).isZero();
    return ended.parameters();
  }
}
