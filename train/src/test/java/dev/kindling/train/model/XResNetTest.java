package dev.kindling.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class XResNetTest {
  @ParameterizedTest
  @CsvSource({
    "xresnet18, 11736456, 11228586, 22, 8, 9792",
    "xresnet34, 21844616, 21336746, 38, 16, 17216",
    "xresnet50, 25603976, 23575466, 55, 16, 53312",
    "xresnet101, 44596104, 42567594, 106, 33, 105536",
    "xresnet152, 60239752, 58211242, 157, 50, 151616"
  })
  void hasThePublishedParameterCounts(
      String name, int at1000, int at10, int convolutions, int zeroScales, int runningStatistics) {
    assertThat(layout(name, 1000).learnedSize()).isEqualTo(at1000);

    ParameterLayout layout = layout(name, 10);
    assertThat(layout.learnedSize()).isEqualTo(at10);
    assertThat(layout.size() - layout.learnedSize()).isEqualTo(runningStatistics);
    assertThat(layout.spans()).filteredOn(s -> s.shape().size() == 4).hasSize(convolutions);
    assertThat(layout.spans()).filteredOn(s -> s.kind() == Kind.SCALE).hasSize(convolutions);
    assertThat(layout.spans())
        .filteredOn(s -> s.kind() == Kind.SCALE && XResNetGraph.endsBlock(s.layer()))
        .hasSize(zeroScales);
  }

  private static ParameterLayout layout(String name, int classes) {
    ImageArchitecture architecture =
        Architectures.images(name, Map.of("channels", 3, "classes", classes));
    try (AutoClosingGraph graph = new AutoClosingGraph(architecture)) {
      return graph.layout();
    }
  }

  @Test
  void halvesItsMapsFiveTimesAndPoolsToTheWidthOfTheLastStage() {
    ComputationGraph graph = XResNet.xresnet18(10).graph(128, 128);

    Map<String, INDArray> activations =
        graph.feedForward(new INDArray[] {Nd4j.zeros(1, 3, 128, 128)}, false);

    assertThat(shape(activations, "stem0.relu")).containsExactly(1, 32, 64, 64);
    assertThat(shape(activations, "stem2.relu")).containsExactly(1, 64, 64, 64);
    assertThat(shape(activations, "stem.pool")).containsExactly(1, 64, 32, 32);
    assertThat(shape(activations, "stage0.block1.relu")).containsExactly(1, 64, 32, 32);
    assertThat(shape(activations, "stage1.block1.relu")).containsExactly(1, 128, 16, 16);
    assertThat(shape(activations, "stage2.block1.relu")).containsExactly(1, 256, 8, 8);
    assertThat(shape(activations, "stage3.block1.relu")).containsExactly(1, 512, 4, 4);
    assertThat(shape(activations, "pool")).containsExactly(1, 512);
    assertThat(shape(activations, "logits")).containsExactly(1, 10);
  }

  private static long[] shape(Map<String, INDArray> activations, String layer) {
    return activations.get(layer).shape();
  }

  @Test
  void passesItsInputThroughBlocksOfTheSameShapeBeforeTraining() {
    XResNet model = XResNet.xresnet18(10);
    try (AutoClosingGraph graph = new AutoClosingGraph(model)) {
      graph.initialise(new Seed(3));
      INDArray image = noise(2, 3, 32, 32);

      Map<String, INDArray> activations = graph.graph().feedForward(image, false);

      INDArray before = activations.get("stage1.block0.relu");
      assertThat(activations.get("stage1.block1.relu").equalsWithEps(before, 0)).isTrue();
      assertThat(before.maxNumber().doubleValue()).isPositive();
    }
  }

  @Test
  void countsOnlyWhatIsThereInPoolsThatHangOverTheEdge() {
    XResNet model = new XResNet(XResNet.Variant.XRESNET_TINY, 1, 2);
    try (AutoClosingGraph graph = new AutoClosingGraph(model)) {
      graph.initialise(new Seed(3));

      // 20 x 20 becomes 10, then 5 after the stem, and 3 after the first pool of a shortcut.
      Map<String, INDArray> activations = graph.graph().feedForward(noise(1, 1, 20, 20), false);

      INDArray before = activations.get("stage0.block0.relu");
      INDArray after = activations.get("stage1.block0.shortcut.pool");
      assertThat(after.shape()).containsExactly(1, 32, 3, 3);
      assertThat(after.getDouble(0, 0, 2, 2)).isEqualTo(before.getDouble(0, 0, 4, 4));
      assertThat(after.getDouble(0, 0, 0, 2))
          .isCloseTo(
              (before.getDouble(0, 0, 0, 4) + before.getDouble(0, 0, 1, 4)) / 2, within(1e-6));
    }
  }

  @Test
  void startsWithTheSpreadThatKaimingAsksFor() {
    XResNet model = XResNet.xresnet18(10);
    try (AutoClosingGraph graph = new AutoClosingGraph(model)) {
      ParameterLayout layout = graph.layout();
      float[] parameters = model.initialParameters(layout, new Seed(1));

      Span wide = span(layout, "stage3.block1.first.conv/W");
      double squares = 0;
      for (int i = wide.offset(); i < wide.end(); i++) {
        squares += (double) parameters[i] * parameters[i];
      }

      assertThat(wide.shape()).containsExactly(512, 512, 3, 3);
      assertThat(squares / wide.length() * (512 * 9) / 2).isBetween(0.99, 1.01);
      assertThat(parameters[span(layout, "logits/b").offset()]).isZero();
      assertThat(parameters[span(layout, "stem0.norm/gamma").offset()]).isOne();
      assertThat(parameters[span(layout, "stage0.block0.last.norm/gamma").offset()]).isZero();
      assertThat(parameters[span(layout, "stem0.norm/var").offset()]).isOne();
    }
  }

  private static Span span(ParameterLayout layout, String path) {
    return layout.spans().stream().filter(s -> s.path().equals(path)).findFirst().orElseThrow();
  }

  @Test
  void startsDifferentlyForAnotherSeedAndTheSameForTheSame() {
    XResNet model = new XResNet(XResNet.Variant.XRESNET_TINY, 3, 4);
    try (AutoClosingGraph graph = new AutoClosingGraph(model)) {
      float[] once = model.initialParameters(graph.layout(), new Seed(1));

      assertThat(model.initialParameters(graph.layout(), new Seed(1))).isEqualTo(once);
      assertThat(model.initialParameters(graph.layout(), new Seed(2))).isNotEqualTo(once);
    }
  }

  @Test
  void isRebuiltFromItsNameAndArguments() {
    XResNet model = XResNet.xresnet50(37);

    assertThat(Architectures.images(model.name(), model.arguments())).isEqualTo(model);
  }

  @Test
  void refusesANameThatIsNotKnownAndListsThoseThatAre() {
    assertThatThrownBy(() -> Architectures.images("resnet18", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("xresnet18")
        .hasMessageContaining("\"resnet18\"");
  }

  @Test
  void hasNoOutputActivationSinceTheLossIsOurs() {
    ComputationGraphConfiguration configuration =
        XResNet.xresnet18(10).graph(32, 32).getConfiguration();

    assertThat(configuration.getNetworkOutputs()).containsExactly("logits");
  }

  private static INDArray noise(int... shape) {
    return Nd4j.rand(
        Nd4j.getRandomFactory().getNewRandomInstance(5),
        java.util.Arrays.stream(shape).asLongStream().toArray());
  }
}
