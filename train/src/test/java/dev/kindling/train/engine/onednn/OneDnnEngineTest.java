package dev.kindling.train.engine.onednn;

import dev.kindling.train.engine.Precision;
import dev.kindling.train.model.XResNet;
import org.junit.jupiter.api.Test;

class OneDnnEngineTest {
  private static final XResNet TINY = new XResNet(XResNet.Variant.XRESNET_TINY, 3, 4);
  private static final XResNet XRESNET18 = XResNet.xresnet18(10);

  @Test
  void agreesWithNd4jOnASmallNetwork() {
    Parity parity = new Parity(() -> TINY.graph(24, 24), 4);
    parity.holds(parity.batch(8, 3, 24, 24), Precision.FP32, 1e-4);
  }

  @Test
  void agreesWithNd4jOnXresnet18() {
    Parity parity = new Parity(() -> XRESNET18.graph(64, 64), 10);
    parity.holds(parity.batch(4, 3, 64, 64), Precision.FP32, 1e-4);
  }
}
