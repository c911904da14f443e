package org.latent4j.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Locale;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.ModelFormatException;

/** Numbers of a tensor as little-endian bytes, in chunks. */
final class TensorBytes {

  private static final int CHUNK_VALUES = 1 << 13;

  /**
   * Every whole number up to here is a double; those read from larger ones may have been others.
   */
  private static final double LARGEST_EXACT = 0x1p53 - 1;

  private TensorBytes() {}

  /**
   * Writes the bytes of a tensor.
   *
   * @throws IllegalArgumentException if a number is not the same after it was written and read
   */
  static void encode(String name, Tensor tensor, OutputStream out) throws IOException {
    double[] values = tensor.values();
    int width = tensor.type().bytes();
    byte[] bytes = new byte[Math.min(values.length, CHUNK_VALUES) * width];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK_VALUES) {
      int to = Math.min(values.length, from + CHUNK_VALUES);
      chunk.clear();
      for (int i = from; i < to; i++) {
        put(tensor.type(), values[i], chunk);
        double back = get(tensor.type(), chunk, (i - from) * width);
        if (Double.doubleToRawLongBits(back) != Double.doubleToRawLongBits(values[i])
            || (tensor.type() == Tensor.Type.I64 && Math.abs(back) > LARGEST_EXACT)) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "tensor '%s' must hold numbers of type %s, got %s",
                  name,
                  tensor.type(),
                  values[i]));
        }
      }
      out.write(bytes, 0, chunk.position());
    }
  }

  /**
   * Makes a tensor of bytes.
   *
   * @param entry says which tensor; its size was checked against the file's
   * @param in stands at its first byte
   * @param digest is shown its bytes
   * @throws ModelFormatException if the file ends early, or a whole number is of 2⁵³ or more
   */
  static Tensor decode(TensorTable.Entry entry, InputStream in, MessageDigest digest)
      throws IOException {
    int width = entry.type().bytes();
    double[] values = new double[(int) ((entry.end() - entry.begin()) / width)];
    byte[] bytes = new byte[Math.min(values.length, CHUNK_VALUES) * width];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK_VALUES) {
      int count = Math.min(values.length - from, CHUNK_VALUES);
      if (in.readNBytes(bytes, 0, count * width) < count * width) {
        throw ended();
      }
      digest.update(bytes, 0, count * width);
      for (int i = 0; i < count; i++) {
        values[from + i] = get(entry.type(), chunk, i * width);
        if (entry.type() == Tensor.Type.I64 && Math.abs(values[from + i]) > LARGEST_EXACT) {
          throw inexact(entry.name(), chunk.getLong(i * width));
        }
      }
    }
    return Tensor.of(entry.type(), values, entry.dimensions());
  }

  static ModelFormatException ended() {
    return new ModelFormatException("it ended while it was read");
  }

  private static void put(Tensor.Type type, double value, ByteBuffer target) {
    switch (type) {
      case F64 -> target.putDouble(value);
      case F32 -> target.putFloat((float) value);
      case I64 -> target.putLong((long) value);
      case I32 -> target.putInt((int) value);
      case U8 -> target.put((byte) (int) value);
    }
  }

  private static double get(Tensor.Type type, ByteBuffer source, int at) {
    return switch (type) {
      case F64 -> source.getDouble(at);
      case F32 -> source.getFloat(at);
      case I64 -> source.getLong(at);
      case I32 -> source.getInt(at);
      case U8 -> source.get(at) & 0xff;
    };
  }

  private static ModelFormatException inexact(String name, long value) {
    return new ModelFormatException(
        "tensor '" + name + "' must hold whole numbers below 2^53, got " + value);
  }
}
