package org.latent4j.data;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;

/** How one number of an array file is stored. Every value that fits a double is read exactly. */
public enum ArrayElement {
  /** IEEE 754, 32 bits. */
  FLOAT32(4),
  /** IEEE 754, 64 bits. */
  FLOAT64(8),
  /** Two's complement, 8 bits. */
  INT8(1),
  /** Unsigned, 8 bits; also a truth value, 0 or 1. */
  UINT8(1),
  /** Two's complement, 16 bits. */
  INT16(2),
  /** Unsigned, 16 bits. */
  UINT16(2),
  /** Two's complement, 32 bits. */
  INT32(4),
  /** Unsigned, 32 bits. */
  UINT32(4),
  /** Two's complement, 64 bits; rounded to a double beyond 2⁵³. */
  INT64(8),
  /** Unsigned, 64 bits; rounded to a double beyond 2⁵³. */
  UINT64(8);

  private final int bytes;

  ArrayElement(int bytes) {
    this.bytes = bytes;
  }

  /**
   * Size of one number.
   *
   * @return 1, 2, 4 or 8
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Whether it holds whole numbers only.
   *
   * @return false for the two floating-point formats
   */
  public boolean isWhole() {
    return this != FLOAT32 && this != FLOAT64;
  }

  /** Copies numbers that lie side by side from a byte on, in the byte order of the source. */
  void decode(ByteBuffer source, int at, double[] target, int from, int count) {
    switch (this) {
      case FLOAT64 -> doubles(source, at, count).get(target, from, count);
      case FLOAT32 -> {
        for (int i = 0; i < count; i++) {
          target[from + i] = source.getFloat(at + i * Float.BYTES);
        }
      }
      case UINT8 -> {
        for (int i = 0; i < count; i++) {
          target[from + i] = source.get(at + i) & 0xFF;
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          target[from + i] = whole(source, at + i * bytes);
        }
      }
    }
  }

  /** Doubles that lie side by side from a byte on. */
  static DoubleBuffer doubles(ByteBuffer source, int at, int count) {
    return source.slice(at, count * Double.BYTES).order(source.order()).asDoubleBuffer();
  }

  private double whole(ByteBuffer source, int at) {
    return switch (this) {
      case INT8 -> source.get(at);
      case INT16 -> source.getShort(at);
      case UINT16 -> source.getShort(at) & 0xFFFF;
      case INT32 -> source.getInt(at);
      case UINT32 -> source.getInt(at) & 0xFFFF_FFFFL;
      case INT64 -> source.getLong(at);
      case UINT64 -> unsigned(source.getLong(at));
      default -> throw new IllegalStateException(this + " is no whole number");
    };
  }

  /** Halves a number too large for a signed long, keeping its last bit for correct rounding. */
  private static double unsigned(long bits) {
    return bits >= 0 ? bits : 2.0 * (double) ((bits >>> 1) | (bits & 1));
  }
}
