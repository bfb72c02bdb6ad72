package dev.kindling.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.augment.kernel.DeviceFailure;
import dev.kindling.augment.kernel.DeviceQueue;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.image.Image;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OpenClBackendTest {
  private static final Output OUTPUT =
      new Output(16, Layout.NCHW, Sampling.DEFAULT, Pictures.PLAIN);
  private static final int TASKS = 4;
  private static final int BATCHES = 5_000;

  @Test
  void givesTheSamePixelsToFourTasksForTwentyThousandBatchesUnderGarbageCollection()
      throws Exception {
    OpenClBackend backend = TestedBackends.openCl();
    ExecutorService tasks = Executors.newFixedThreadPool(TASKS + 1);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int task = 0; task < TASKS; task++) {
        int id = task;
        running.add(tasks.submit(() -> sameEveryTime(backend, id)));
      }
      Future<?> collector = tasks.submit(OpenClBackendTest::collectGarbage);
      for (Future<?> task : running) {
        task.get();
      }
      collector.cancel(true);
    } finally {
      tasks.shutdownNow();
    }
  }

  /** Batches of changing length, so that buffers are also used in part. */
  private static void sameEveryTime(Backend backend, int task) {
    List<List<Image>> batches = new ArrayList<>();
    List<List<ItemPlan>> plans = new ArrayList<>();
    List<float[]> expected = new ArrayList<>();
    for (int length = 1; length <= 3; length++) {
      List<Image> images = new ArrayList<>();
      List<ItemPlan> plan = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        Image image = Pictures.noise(20 + 3 * task, 15 + i, task * 10 + i);
        images.add(image);
        plan.add(Rotate.turn(ItemPlan.whole(image), 40 * task + 10 * i));
      }
      batches.add(images);
      plans.add(plan);
      expected.add(backend.warp(images, plan, OUTPUT, new BackendUse.Meter()));
    }
    for (int batch = 0; batch < BATCHES; batch++) {
      int length = batch % 3;
      float[] found =
          backend.warp(batches.get(length), plans.get(length), OUTPUT, new BackendUse.Meter());
      assertThat(Arrays.equals(found, expected.get(length)))
          .as("batch %d of task %d", batch, task)
          .isTrue();
    }
  }

  @SuppressWarnings("BusyWait") // the point is to disturb, at intervals
  private static void collectGarbage() {
    try {
      while (true) {
        System.gc();
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void redoesTheBatchInJavaWhenTheDeviceFailsAndStaysThere() {
    Image image = Pictures.noise(20, 20, 1);
    List<Image> images = List.of(image);
    List<ItemPlan> plans = List.of(Rotate.turn(ItemPlan.whole(image), 20));
    Backend java = new JavaBackend(1);
    BackendUse.Meter meter = new BackendUse.Meter();
    // The self-test takes the first two pieces of work; the third of the job fails.
    DeviceQueue failing = DeviceQueue.failingAt(TestedBackends.device(), 5);
    Backend backend = new FallbackBackend(new OpenClBackend(failing), java);

    List<BackendUse> uses = new ArrayList<>();
    List<float[]> results = new ArrayList<>();
    for (int batch = 0; batch < 5; batch++) {
      results.add(backend.warp(images, plans, OUTPUT, meter));
      uses.add(meter.use());
    }

    assertThat(uses).extracting(BackendUse::opencl).containsExactly(1L, 2L, 2L, 2L, 2L);
    assertThat(uses).extracting(BackendUse::java).containsExactly(0L, 0L, 1L, 2L, 3L);
    assertThat(uses).extracting(BackendUse::fallbacks).containsExactly(0L, 0L, 1L, 1L, 1L);
    assertThat(uses.get(4).reason()).contains("planted");
    float[] expected = java.warp(images, plans, OUTPUT, new BackendUse.Meter());
    assertThat(results.subList(2, 5)).allSatisfy(found -> assertThat(found).isEqualTo(expected));
  }

  @Test
  void countsAFailureToMixAsAFallbackToo() {
    List<Mixture> halves = Collections.nCopies(2, new Mixture(0.5, Mixture.NOWHERE));
    float[] inputs = new float[2 * OUTPUT.area()];
    Arrays.fill(inputs, 0, OUTPUT.area(), 1);
    BackendUse.Meter meter = new BackendUse.Meter();
    DeviceQueue failing = DeviceQueue.failingAt(TestedBackends.device(), 4);
    Backend backend = new FallbackBackend(new OpenClBackend(failing), new JavaBackend(1));

    for (int batch = 0; batch < 3; batch++) {
      assertThat(backend.mix(inputs, new int[] {1, 0}, halves, OUTPUT, meter))
          .containsOnly(0.5f)
          .hasSize(inputs.length);
    }

    assertThat(meter.use().fallbacks()).isEqualTo(1);
    assertThat(meter.use().reason()).contains("planted");
  }

  @Test
  void failsWithTheReasonWhereNothingMayStandIn() {
    Image image = Pictures.noise(20, 20, 1);
    DeviceQueue failing = DeviceQueue.failingAt(TestedBackends.device(), 1);
    Backend backend = new OpenClBackend(failing);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(
              () ->
                  backend.warp(
                      List.of(image),
                      List.of(ItemPlan.whole(image)),
                      OUTPUT,
                      new BackendUse.Meter()))
          .isInstanceOf(DeviceFailure.class)
          .hasMessageContaining("planted");
    }
  }

  @Test
  void namesTheDevicesThatAreHereWhenAnotherIsAskedFor() {
    TestedBackends.device();

    assertThatThrownBy(
            () -> Backends.of(new BackendChoice(BackendChoice.Policy.OPENCL, "no such device", 1)))
        .isInstanceOf(DeviceFailure.class)
        .hasMessageContaining("no such device")
        .hasMessageContaining("0: ");
  }

  @Test
  void takesADeviceByItsIndexOrAPartOfItsName() {
    String name = TestedBackends.device().name();

    for (String wanted : List.of("0", name.substring(0, 4), "")) {
      assertThat(Backends.of(new BackendChoice(BackendChoice.Policy.OPENCL, wanted, 1)))
          .isInstanceOf(OpenClBackend.class);
    }
  }
}
