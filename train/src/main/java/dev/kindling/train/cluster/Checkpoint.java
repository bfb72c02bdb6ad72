package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.archive.ArchiveException;
import dev.kindling.train.archive.Json;
import dev.kindling.train.archive.Tensor;
import dev.kindling.train.archive.TensorZip;
import dev.kindling.train.optim.OptimizerState;
import dev.kindling.train.precision.LossScale;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a fit needs to go on with the same bits as if it had never stopped. As a file it
 * is a {@link TensorZip}: written whole or not at all, every part with its sum.
 *
 * @param identity what the fit is
 * @param progress how far it is
 * @param state all that training changes
 * @param movingAverage of the parameters; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent")
record Checkpoint(Identity identity, Progress progress, ModelState state, float[] movingAverage) {
  private static final String KIND = "kindling-checkpoint";
  private static final String PARAMETERS = "parameters";
  private static final String OPTIMIZER = "optimizer/";
  private static final String RECURRENT = "recurrent/";
  private static final String OUTER = "outer";
  private static final String MOVING_AVERAGE = "moving-average";
  private static final String WORKER = "worker/";
  private static final String UNSENT = "unsent";

  Checkpoint {
    requireNonNull(identity, "identity");
    requireNonNull(progress, "progress");
    requireNonNull(state, "state");
  }

  /** The JSON part. */
  record Header(
      Identity identity,
      Progress progress,
      List<String> optimizerVectors,
      long optimizerSteps,
      LossScale lossScale,
      SortedMap<Integer, KeptHeader> kept) {}

  /** What a worker keeps to itself, but for the numbers. */
  record KeptHeader(List<String> optimizerVectors, long optimizerSteps, boolean unsent) {}

  void write(Path file) throws IOException {
    OptimizerState optimizer = state.optimizer();
    List<Tensor> tensors = new ArrayList<>();
    tensors.add(Tensor.vector(PARAMETERS, state.parameters()));
    for (int i = 0; i < optimizer.names().size(); i++) {
      tensors.add(Tensor.vector(OPTIMIZER + optimizer.names().get(i), optimizer.vectors()[i]));
    }
    state
        .recurrent()
        .byWorker()
        .forEach((worker, values) -> tensors.add(Tensor.vector(RECURRENT + worker, values)));
    if (state.outerMemory().length > 0) {
      tensors.add(Tensor.vector(OUTER, state.outerMemory()));
    }
    if (movingAverage.length > 0) {
      tensors.add(Tensor.vector(MOVING_AVERAGE, movingAverage));
    }
    SortedMap<Integer, KeptHeader> kept = new TreeMap<>();
    state
        .kept()
        .forEach(
            (worker, memory) -> {
              tensors.addAll(tensors(WORKER + worker + "/", memory));
              kept.put(
                  worker,
                  new KeptHeader(memory.names(), memory.steps(), memory.unsent().length > 0));
            });
    Header header =
        new Header(
            identity, progress, optimizer.names(), optimizer.steps(), state.lossScale(), kept);
    new TensorZip(Json.toMap(header), tensors).write(file, KIND);
  }

  private static List<Tensor> tensors(String prefix, WorkerMemory memory) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < memory.names().size(); i++) {
      tensors.add(
          Tensor.vector(
              prefix + OPTIMIZER + memory.names().get(i), WireState.array(memory.vectors()[i])));
    }
    if (memory.unsent().length > 0) {
      tensors.add(Tensor.vector(prefix + UNSENT, WireState.array(memory.unsent())));
    }
    return tensors;
  }

  /**
   * Reads and checks a checkpoint.
   *
   * @throws ArchiveException if it is damaged
   */
  static Checkpoint read(Path file) throws IOException {
    TensorZip zip = TensorZip.read(file, KIND);
    Header header = Json.fromMap(zip.content(), Header.class);
    float[][] vectors = vectors(file, zip, OPTIMIZER, header.optimizerVectors());
    return new Checkpoint(
        header.identity(),
        header.progress(),
        ModelState.of(
                values(file, zip, PARAMETERS),
                new OptimizerState(header.optimizerVectors(), vectors, header.optimizerSteps()),
                header.lossScale())
            .with(recurrent(zip))
            .withOuterMemory(valuesIfThere(zip, OUTER))
            .withKept(kept(file, zip, header)),
        valuesIfThere(zip, MOVING_AVERAGE));
  }

  private static float[] valuesIfThere(TensorZip zip, String name) {
    return zip.tensor(name).map(Tensor::values).orElse(new float[0]);
  }

  private static float[][] vectors(Path file, TensorZip zip, String prefix, List<String> names)
      throws IOException {
    float[][] vectors = new float[names.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = values(file, zip, prefix + names.get(i));
    }
    return vectors;
  }

  private static SortedMap<Integer, WorkerMemory> kept(Path file, TensorZip zip, Header header)
      throws IOException {
    SortedMap<Integer, WorkerMemory> kept = new TreeMap<>();
    for (Map.Entry<Integer, KeptHeader> entry : header.kept().entrySet()) {
      KeptHeader one = entry.getValue();
      String prefix = WORKER + entry.getKey() + "/";
      WorkerMemory memory = WorkerMemory.NONE;
      if (!one.optimizerVectors().isEmpty()) {
        float[][] vectors = vectors(file, zip, prefix + OPTIMIZER, one.optimizerVectors());
        memory =
            memory.with(new OptimizerState(one.optimizerVectors(), vectors, one.optimizerSteps()));
      }
      kept.put(
          entry.getKey(),
          one.unsent()
              ? memory.withUnsent(
                  WireState.encode(FloatBuffer.wrap(values(file, zip, prefix + UNSENT))))
              : memory);
    }
    return kept;
  }

  private static RecurrentStates recurrent(TensorZip zip) {
    SortedMap<Integer, float[]> byWorker = new TreeMap<>();
    for (Tensor tensor : zip.tensors()) {
      if (tensor.name().startsWith(RECURRENT)) {
        byWorker.put(
            Integer.parseInt(tensor.name().substring(RECURRENT.length())), tensor.values());
      }
    }
    return new RecurrentStates(byWorker);
  }

  private static float[] values(Path file, TensorZip zip, String name) throws IOException {
    return zip.tensor(name)
        .orElseThrow(() -> new ArchiveException(file, name, "is missing"))
        .values();
  }
}
