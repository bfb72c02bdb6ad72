package dev.kindling.augment.kernel;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that works with a device. Tasks of any number queue their batches here; kernels
 * and their buffers belong to the thread. Safe for use by many threads.
 *
 * <p>A device that failed once is not used again in this JVM: Aparapi would not run the kernel on
 * it either.
 */
public final class DeviceQueue {
  /** A batch that takes longer than this has hung. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final ConcurrentMap<Integer, DeviceQueue> QUEUES = new ConcurrentHashMap<>();

  private final Device device;
  private final ExecutorService thread;
  private final PlantedFault fault;
  private final WarpRunner warp;
  private final MixRunner mix;
  private final AtomicReference<@Nullable DeviceFailure> failure = new AtomicReference<>();

  private DeviceQueue(Device device, PlantedFault fault) {
    this.device = device;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread dispatcher = new Thread(work, "opencl-" + device.index());
              dispatcher.setDaemon(true);
              return dispatcher;
            });
    this.fault = fault;
    Launch launch = new Launch(device);
    this.warp = new WarpRunner(launch);
    this.mix = new MixRunner(launch);
  }

  /** The queue of a device, one for the life of the JVM. */
  public static DeviceQueue of(Device device) {
    return QUEUES.computeIfAbsent(
        device.index(), index -> new DeviceQueue(device, PlantedFault.fromSystemProperty()));
  }

  /**
   * A queue of its own, to see what comes after a failure.
   *
   * @param piece of work that fails; warps and mixes are counted alike, from 1
   */
  public static DeviceQueue failingAt(Device device, long piece) {
    return new DeviceQueue(device, PlantedFault.at(piece));
  }

  /** The device. */
  public Device device() {
    return device;
  }

  /**
   * Warps a batch.
   *
   * @return float32 images as they lie in the grid, owned by the caller
   * @throws DeviceFailure if the device does not do it
   */
  public float[] warp(WarpArguments arguments) {
    return call(() -> warp.run(arguments));
  }

  /**
   * Mixes a batch.
   *
   * @return float32 images as they lie in the grid, owned by the caller
   * @throws DeviceFailure if the device does not do it
   */
  public float[] mix(MixArguments arguments) {
    return call(() -> mix.run(arguments));
  }

  private float[] call(Callable<float[]> work) {
    DeviceFailure earlier = failure.get();
    if (earlier != null) {
      throw new DeviceFailure(earlier.reason(), earlier);
    }
    Future<float[]> result =
        thread.submit(
            () -> {
              fault.next();
              return work.call();
            });
    try {
      return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + device, e);
    }
  }

  private DeviceFailure failed(Throwable cause) {
    DeviceFailure found =
        cause instanceof DeviceFailure known
            ? known
            : new DeviceFailure("%s failed: %s".formatted(device, cause), cause);
    failure.compareAndSet(null, found);
    return found;
  }
}
