package dev.kindling.train.engine;

import java.util.Locale;

/**
 * The type of activations and of weights as kernels read them. Parameters, running statistics, the
 * loss, sums and the optimizer are float32 in either.
 */
public enum Precision {
  /** 32 bits: 8 of exponent, 23 of fraction. */
  FP32,
  /** bfloat16: the range of float32 with 7 bits of fraction; needs no loss scaling. */
  BF16;

  /** Its name in settings: {@code fp32} or {@code bf16}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
