package dev.kindling.train.cluster;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes changes of parameters in few bits, and reads them again. What is learned is cut into
 * blocks of at most {@value #BLOCK} numbers of one tensor, each with a float32 scale before it:
 *
 * <ul>
 *   <li>int8: {@code scale = max|x| / 127}, {@code q = round(x / scale)}; the error is at most half
 *       a scale
 *   <li>fp16: the scale is the power of two at or below {@code max|x|}, and {@code x / scale} is
 *       rounded to a half; the error is at most {@code max|x| / 2^11}
 * </ul>
 *
 * Running statistics are few, and a variance must not become negative: they stay float32. Rounding
 * is to the nearest, ties to even, so the bytes are a function of the numbers. Immutable.
 *
 * @param compression fp16 or int8
 * @param layout of the parameters
 */
record DeltaCodec(Compression compression, ParameterLayout layout) implements Serializable {
  /** Numbers that share a scale. */
  static final int BLOCK = 1024;

  private static final int INT8_MAX = 127;

  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** Bytes of the parameters [from, to). */
  int bytes(int from, int to) {
    Count count = new Count();
    blocks(from, to, count);
    return count.bytes;
  }

  /**
   * The parameters from {@code from} on, written.
   *
   * @param values their changes, one after the other, as many as there are
   */
  byte[] encode(float[] values, int from) {
    int to = from + values.length;
    byte[] bytes = new byte[bytes(from, to)];
    blocks(from, to, new Write(values, from, bytes));
    return bytes;
  }

  /** Reads what {@link #encode} wrote for the parameters [from, to); a fresh array. */
  float[] decode(byte[] bytes, int from, int to) {
    float[] values = new float[to - from];
    blocks(from, to, new Read(values, from, bytes));
    return values;
  }

  /** What is done with one block of the parameters. */
  private interface Visitor {
    void exact(int from, int to);

    void scaled(int from, int to);
  }

  private void blocks(int from, int to, Visitor visitor) {
    List<Span> spans = layout.spans();
    for (Span span : spans) {
      int begin = Math.max(from, span.offset());
      int end = Math.min(to, span.end());
      if (begin < end && !span.kind().learned()) {
        visitor.exact(begin, end);
      } else {
        for (int at = begin; at < end; at += BLOCK) {
          visitor.scaled(at, Math.min(end, at + BLOCK));
        }
      }
    }
  }

  private final class Count implements Visitor {
    private int bytes;

    @Override
    public void exact(int from, int to) {
      bytes += Float.BYTES * (to - from);
    }

    @Override
    public void scaled(int from, int to) {
      bytes += Float.BYTES + compression.bytes() * (to - from);
    }
  }

  private final class Write implements Visitor {
    private final float[] values;
    private final int offset;
    private final byte[] out;
    private int at;

    Write(float[] values, int offset, byte[] out) {
      this.values = values;
      this.offset = offset;
      this.out = out;
    }

    @Override
    public void exact(int from, int to) {
      for (int i = from - offset; i < to - offset; i++) {
        put(values[i]);
      }
    }

    @Override
    public void scaled(int from, int to) {
      float scale = scale(from - offset, to - offset);
      put(scale);
      if (scale == 0) {
        at += compression.bytes() * (to - from); // zeros
      } else if (compression == Compression.INT8) {
        bytes(from - offset, to - offset, scale);
      } else {
        halves(from - offset, to - offset, scale);
      }
    }

    private void put(float value) {
      FLOATS.set(out, at, value);
      at += Float.BYTES;
    }

    private void bytes(int from, int to, float scale) {
      for (int i = from; i < to; i++) {
        int rounded = (int) Math.rint(values[i] / scale);
        out[at + i - from] = (byte) Math.max(-INT8_MAX, Math.min(INT8_MAX, rounded));
      }
      at += to - from;
    }

    private void halves(int from, int to, float scale) {
      for (int i = from; i < to; i++) {
        SHORTS.set(out, at + Short.BYTES * (i - from), HalfFloat.of(values[i] / scale));
      }
      at += Short.BYTES * (to - from);
    }

    private float scale(int from, int to) {
      float largest = 0;
      for (int i = from; i < to; i++) {
        largest = Math.max(largest, Math.abs(values[i]));
      }
      if (compression == Compression.INT8) {
        return largest / INT8_MAX;
      }
      return largest < Float.MIN_NORMAL ? 0 : Math.scalb(1f, Math.getExponent(largest));
    }
  }

  private final class Read implements Visitor {
    private final float[] values;
    private final int offset;
    private final byte[] in;
    private int at;

    Read(float[] values, int offset, byte[] in) {
      this.values = values;
      this.offset = offset;
      this.in = in;
    }

    @Override
    public void exact(int from, int to) {
      for (int i = from - offset; i < to - offset; i++) {
        values[i] = next();
      }
    }

    @Override
    public void scaled(int from, int to) {
      float scale = next();
      if (compression == Compression.INT8) {
        for (int i = from; i < to; i++) {
          values[i - offset] = scale * in[at + i - from];
        }
      } else {
        for (int i = from; i < to; i++) {
          values[i - offset] =
              scale * HalfFloat.value((short) SHORTS.get(in, at + Short.BYTES * (i - from)));
        }
      }
      at += compression.bytes() * (to - from);
    }

    private float next() {
      float value = (float) FLOATS.get(in, at);
      at += Float.BYTES;
      return value;
    }
  }
}
