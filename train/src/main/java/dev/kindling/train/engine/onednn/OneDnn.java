package dev.kindling.train.engine.onednn;

import dev.kindling.train.engine.Precision;
import dev.kindling.train.engine.UnavailableEngineException;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencl.global.OpenCL;

/** The oneDNN library of this JVM, loaded at the first use. */
public final class OneDnn {
  private OneDnn() {}

  private static final class Cpu {
    static final engine ENGINE = load();

    private static engine load() {
      findOpenCl();
      return new engine(engine.kind.cpu, 0);
    }

    /** libdnnl links libOpenCL; where the system has none, the one in our class path serves. */
    private static void findOpenCl() {
      Loader.load(Pointer.class);
      try {
        Loader.loadGlobal("libOpenCL.so.1");
      } catch (UnsatisfiedLinkError notInstalled) {
        Loader.load(OpenCL.class);
      }
    }
  }

  /**
   * The processor, as oneDNN calls it.
   *
   * @throws LinkageError if the natives cannot be loaded
   */
  public static engine cpu() {
    return Cpu.ENGINE;
  }

  /** Whether kernels are at their best on blocks of 16 channels: those for AVX-512. */
  static boolean likesBlocks() {
    cpu();
    return has(dnnl.dnnl_cpu_isa_avx512_core);
  }

  /** Whether the processor multiplies bf16 by itself (AVX-512 BF16 or AMX). */
  static boolean multipliesBf16() {
    cpu();
    return has(dnnl.dnnl_cpu_isa_avx512_core_bf16);
  }

  /**
   * Makes sure that this machine computes in that precision.
   *
   * @throws UnavailableEngineException if it does not
   * @throws LinkageError if the natives cannot be loaded
   */
  public static void require(Precision precision) {
    cpu();
    if (precision == Precision.BF16 && !multipliesBf16()) {
      throw new UnavailableEngineException(
          "Precision bf16 needs a processor with AVX-512 BF16 or AMX, which this one lacks; set precision = fp32, or auto");
    }
  }

  private static boolean has(int instructions) {
    return (dnnl.dnnl_get_effective_cpu_isa() & instructions) == instructions;
  }
}
