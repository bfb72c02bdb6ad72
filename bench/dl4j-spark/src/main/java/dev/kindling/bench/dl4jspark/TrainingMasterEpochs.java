package dev.kindling.bench.dl4jspark;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Trains a graph with DL4J's {@code ParameterAveragingTrainingMaster} and prints a line for each
 * epoch: its number, seconds of training, accuracy on valid. Arguments: a folder with {@code
 * graph.zip}, {@code train.bin} and {@code valid.bin}, epochs, items of a batch, workers, steps
 * between two averagings.
 */
public final class TrainingMasterEpochs {
  private static final double NANOSECONDS = 1e9;
  private static final int PREFETCHED = 2;

  private TrainingMasterEpochs() {}

  /** Trains. */
  public static void main(String[] arguments) throws IOException {
    File folder = new File(arguments[0]);
    int epochs = Integer.parseInt(arguments[1]);
    int batch = Integer.parseInt(arguments[2]);
    int workers = Integer.parseInt(arguments[3]);
    int steps = Integer.parseInt(arguments[4]);
    ComputationGraph graph = ComputationGraph.load(new File(folder, "graph.zip"), true);
    DataSet train = read(new File(folder, "train.bin"));
    DataSet valid = read(new File(folder, "valid.bin"));
    try (JavaSparkContext spark = new JavaSparkContext(settings(workers))) {
      spark.setLogLevel("ERROR");
      JavaRDD<DataSet> batches = spark.parallelize(train.batchBy(batch), workers).cache();
      batches.count();
      ParameterAveragingTrainingMaster master =
          new ParameterAveragingTrainingMaster.Builder(workers, batch)
              .batchSizePerWorker(batch)
              .averagingFrequency(steps)
              .workerPrefetchNumBatches(PREFETCHED)
              .rddTrainingApproach(RDDTrainingApproach.Direct)
              .build();
      SparkComputationGraph trained = new SparkComputationGraph(spark, graph, master);
      for (int epoch = 1; epoch <= epochs; epoch++) {
        long start = System.nanoTime();
        trained.fit(batches);
        double seconds = (System.nanoTime() - start) / NANOSECONDS;
        System.out.printf(
            Locale.ROOT,
            "%d %.3f %.4f%n",
            epoch,
            seconds,
            accuracy(trained.getNetwork(), valid, batch));
      }
    }
  }

  private static SparkConf settings(int workers) {
    return new SparkConf()
        .setMaster("local[" + workers + "]")
        .setAppName("training-master")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1");
  }

  private static DataSet read(File file) {
    DataSet data = new DataSet();
    data.load(file);
    return data;
  }

  private static double accuracy(ComputationGraph graph, DataSet valid, int batch) {
    Evaluation evaluation = new Evaluation();
    for (DataSet part : valid.batchBy(batch)) {
      evaluation.eval(part.getLabels(), graph.outputSingle(false, part.getFeatures()));
    }
    return evaluation.accuracy();
  }
}
