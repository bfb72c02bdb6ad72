package dev.kindling.augment;

import dev.kindling.augment.kernel.DeviceQueue;
import dev.kindling.augment.kernel.MixArguments;
import dev.kindling.augment.kernel.OutputGrid;
import dev.kindling.augment.kernel.WarpArguments;
import dev.kindling.datablock.image.Image;
import java.util.ArrayList;
import java.util.List;

/** Writes plans down as numbers and queues them to a device. */
final class OpenClBackend implements Backend {
  private final DeviceQueue queue;

  OpenClBackend(DeviceQueue queue) {
    this.queue = queue;
  }

  /** The device's index, name, type and platform. */
  String device() {
    return queue.device().toString();
  }

  @Override
  public float[] warp(Sources sources, Output output, BackendUse.Meter meter) {
    List<Planned> items = sources.all();
    int[] places = new int[items.size() * WarpArguments.SOURCES];
    float[] numbers = new float[items.size() * WarpArguments.NUMBERS];
    List<Box.Pixels> boxes = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Image image = items.get(i).image();
      ItemPlan plan = items.get(i).plan();
      PixelMap map = PixelMap.of(plan, output.size(), output.sampling());
      int firstBox = boxes.size();
      plan.erased().forEach(box -> boxes.add(box.pixels(output.size())));
      int s = i * WarpArguments.SOURCES;
      places[s] = image.width();
      places[s + 1] = image.height();
      places[s + 2] = map.centerX();
      places[s + 3] = map.centerY();
      places[s + 4] = firstBox;
      places[s + 5] = boxes.size();
      write(map, plan.color(), numbers, i * WarpArguments.NUMBERS);
    }
    float[] result =
        queue.warp(
            new WarpArguments(
                items.stream().map(item -> item.image().pixels()).toList(),
                places,
                numbers,
                corners(boxes),
                normalize(output.normalize()),
                grid(output),
                output.sampling().padding().ordinal(),
                output.sampling().interpolation().support()));
    meter.add(new BackendUse(0, 1, 0, ""));
    return result;
  }

  private static void write(PixelMap map, ColorMatrix color, float[] numbers, int at) {
    double[] values = {
      map.a(),
      map.b(),
      map.c(),
      map.d(),
      map.e(),
      map.f(),
      map.g(),
      map.h(),
      map.reachX(),
      map.reachY()
    };
    for (int i = 0; i < values.length; i++) {
      numbers[at + i] = (float) values[i];
    }
    for (int i = 0; i < 12; i++) {
      numbers[at + values.length + i] = (float) (color.at(i / 4, i % 4) * (i % 4 == 3 ? 255 : 1));
    }
  }

  @Override
  public float[] mix(
      float[] inputs,
      int[] partners,
      List<Mixture> mixtures,
      Output output,
      BackendUse.Meter meter) {
    int[] numbers = new int[mixtures.size() * MixArguments.MIXTURE];
    float[] shares = new float[mixtures.size()];
    for (int i = 0; i < mixtures.size(); i++) {
      Box.Pixels box = mixtures.get(i).box().pixels(output.size());
      int m = i * MixArguments.MIXTURE;
      numbers[m] = partners[i];
      numbers[m + 1] = box.left();
      numbers[m + 2] = box.top();
      numbers[m + 3] = box.right();
      numbers[m + 4] = box.bottom();
      shares[i] = (float) mixtures.get(i).share();
    }
    return queue.mix(new MixArguments(inputs, numbers, shares, grid(output)));
  }

  private static int[] corners(List<Box.Pixels> boxes) {
    return boxes.stream()
        .flatMapToInt(
            box -> java.util.stream.IntStream.of(box.left(), box.top(), box.right(), box.bottom()))
        .toArray();
  }

  private static float[] normalize(Normalize normalize) {
    float[] numbers = new float[6];
    for (int channel = 0; channel < 3; channel++) {
      numbers[channel] = normalize.factor(channel);
      numbers[channel + 3] = normalize.offset(channel);
    }
    return numbers;
  }

  private static OutputGrid grid(Output output) {
    return new OutputGrid(output.size(), output.channelStride(), output.columnStride());
  }
}
