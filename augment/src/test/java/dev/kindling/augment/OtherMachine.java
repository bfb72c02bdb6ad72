package dev.kindling.augment;

import dev.kindling.augment.kernel.DeviceFailure;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.image.Image;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What {@link DevicesTest} has done in a JVM whose environment shows it other devices. */
final class OtherMachine {
  private static final int BATCHES = 40;

  private OtherMachine() {}

  public static void main(String[] arguments) {
    if (arguments[0].equals("two")) {
      CompletableFuture<Long> first = CompletableFuture.supplyAsync(() -> rightBatches("0"));
      CompletableFuture<Long> second = CompletableFuture.supplyAsync(() -> rightBatches("1"));
      System.out.println("0 did " + first.join());
      System.out.println("1 did " + second.join());
      System.out.println("the name took " + index(choice(name("1"))));
      System.out.println(refusal("2").contains("\"2\" is none") ? "no index 2" : "found 2");
    } else {
      System.out.println("auto took " + BackendCheck.of(BackendChoice.AUTO).name());
      System.out.println(refusal(""));
    }
  }

  private static BackendChoice choice(String device) {
    return new BackendChoice(BackendChoice.Policy.OPENCL, device, 1);
  }

  private static int index(BackendChoice choice) {
    return Backends.device(choice).orElseThrow().index();
  }

  private static String name(String index) {
    return Backends.device(choice(index)).orElseThrow().name();
  }

  private static String refusal(String device) {
    try {
      return "found " + Backends.device(choice(device));
    } catch (DeviceFailure e) {
      return e.reason();
    }
  }

  /** Batches on the device of that index that agree with plain Java's. */
  private static long rightBatches(String device) {
    if (index(choice(device)) != Integer.parseInt(device)) {
      throw new AssertionError("device " + device + " is another");
    }
    Backend opencl = Backends.of(choice(device));
    Backend java = Backends.of(BackendChoice.JAVA);
    Output output = new Output(24, Layout.NCHW, Sampling.DEFAULT, Pictures.PLAIN);
    BackendUse.Meter meter = new BackendUse.Meter();
    for (int batch = 0; batch < BATCHES; batch++) {
      Image image = Pictures.noise(20 + batch, 30, batch + Integer.parseInt(device));
      List<Image> images = List.of(image);
      List<ItemPlan> plans = List.of(Rotate.turn(ItemPlan.whole(image), 9 * batch));
      float[] expected = java.warp(images, plans, output, new BackendUse.Meter());
      float[] found = opencl.warp(images, plans, output, meter);
      for (int i = 0; i < expected.length; i++) {
        if (!(Math.abs(found[i] - expected[i]) <= SelfTest.TOLERANCE)) {
          throw new AssertionError("batch %d of device %s".formatted(batch, device));
        }
      }
    }
    return meter.use().opencl();
  }
}
