package org.latent4j.linalg.internal;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * An array of doubles outside the Java heap, where OpenBLAS can reach it without a copy.
 *
 * <p>The array starts at a multiple of 64 bytes and is filled with zeros. It may exceed 2 GiB:
 * offsets and lengths are longs and count doubles. Every access checks its range, and a closed
 * array refuses every use; only a buffer from {@link #asBuffer} that outlives the array is beyond
 * that protection. The owner closes it: nothing is left to the garbage collector, and {@link
 * #liveBytes} tells what is still open.
 *
 * <p>Reading and writing from several threads is safe as long as they keep to different elements;
 * closing while another thread is inside is not.
 */
public final class NativeDoubles implements AutoCloseable {
  private static final int ALIGNMENT = 64;
  private static final int WINDOW_SHIFT = 27; // 2^27 doubles, half of what one buffer can span
  private static final long WINDOW_MASK = (1L << WINDOW_SHIFT) - 1;
  private static final AtomicLong LIVE_BYTES = new AtomicLong();

  private final long length;
  private final long address;
  private final DoubleBuffer[] windows;
  private final Pointer allocation;
  private boolean open = true;

  private NativeDoubles(long length) {
    this.length = length;
    this.allocation = Pointer.calloc(Math.addExact(bytes(length), ALIGNMENT), 1);
    if (allocation == null || allocation.isNull()) {
      throw new OutOfMemoryError(
          String.format(
              Locale.ROOT,
              "no memory outside the heap for %d doubles (%d bytes)",
              length,
              bytes(length)));
    }
    this.address = (allocation.address() + ALIGNMENT - 1) & -ALIGNMENT;
    this.windows = new DoubleBuffer[(int) ((length + WINDOW_MASK) >>> WINDOW_SHIFT)];
    for (int w = 0; w < windows.length; w++) {
      long offset = (long) w << WINDOW_SHIFT;
      windows[w] = At.buffer(address + bytes(offset), Math.min(length - offset, WINDOW_MASK + 1));
    }
    LIVE_BYTES.addAndGet(bytes(length));
  }

  /**
   * Allocates an array of zeros.
   *
   * @param length number of doubles, at least 0
   * @return the array, to be closed by the caller
   * @throws IllegalArgumentException if {@code length} is negative or beyond 2^59
   * @throws IllegalStateException if this platform has no OpenBLAS
   * @throws OutOfMemoryError if the system has no room for it
   */
  public static NativeDoubles allocate(long length) {
    if (length < 0 || length > 1L << 59) {
      throw new IllegalArgumentException("length must be between 0 and 2^59, got " + length);
    }
    OpenBlas.requireBlas();
    return new NativeDoubles(length);
  }

  /**
   * Allocates a copy of a heap array.
   *
   * @param values the doubles to copy
   * @return the copy, to be closed by the caller
   */
  public static NativeDoubles copyOf(double[] values) {
    NativeDoubles copy = allocate(values.length);
    copy.put(0, values, 0, values.length);
    return copy;
  }

  /**
   * Returns the bytes of all open arrays of this process. Tests use it to prove that nothing leaks.
   *
   * @return bytes allocated and not yet closed
   */
  public static long liveBytes() {
    return LIVE_BYTES.get();
  }

  /**
   * Returns the number of doubles.
   *
   * @return the length given at allocation
   */
  public long length() {
    return length;
  }

  /**
   * Returns one element.
   *
   * @param index position, from 0
   * @return the element
   */
  public double get(long index) {
    check(index, 1);
    return windows[(int) (index >>> WINDOW_SHIFT)].get((int) (index & WINDOW_MASK));
  }

  /**
   * Sets one element.
   *
   * @param index position, from 0
   * @param value the new element
   */
  public void set(long index, double value) {
    check(index, 1);
    windows[(int) (index >>> WINDOW_SHIFT)].put((int) (index & WINDOW_MASK), value);
  }

  /**
   * Copies from a heap array into this array.
   *
   * @param offset first element written here
   * @param source the heap array
   * @param from first element read
   * @param count number of elements
   */
  public void put(long offset, double[] source, int from, int count) {
    check(offset, count);
    Objects.checkFromIndexSize(from, count, source.length);
    for (int done = 0; done < count; ) {
      int start = (int) ((offset + done) & WINDOW_MASK);
      int step = (int) Math.min(count - done, WINDOW_MASK + 1 - start);
      windows[(int) ((offset + done) >>> WINDOW_SHIFT)].put(start, source, from + done, step);
      done += step;
    }
  }

  /**
   * Copies from this array into a heap array.
   *
   * @param offset first element read here
   * @param target the heap array
   * @param from first element written
   * @param count number of elements
   */
  public void get(long offset, double[] target, int from, int count) {
    check(offset, count);
    Objects.checkFromIndexSize(from, count, target.length);
    for (int done = 0; done < count; ) {
      int start = (int) ((offset + done) & WINDOW_MASK);
      int step = (int) Math.min(count - done, WINDOW_MASK + 1 - start);
      windows[(int) ((offset + done) >>> WINDOW_SHIFT)].get(start, target, from + done, step);
      done += step;
    }
  }

  /**
   * Copies a range to a new heap array.
   *
   * @param offset first element read
   * @param count number of elements
   * @return the copy
   */
  public double[] toArray(long offset, int count) {
    check(offset, count);
    double[] copy = new double[count];
    get(offset, copy, 0, count);
    return copy;
  }

  /**
   * Sets a range to one value.
   *
   * @param offset first element
   * @param count number of elements
   * @param value the value
   */
  public void fill(long offset, long count, double value) {
    check(offset, count);
    if (Double.doubleToRawLongBits(value) == 0) {
      Pointer.memset(new At(address + bytes(offset)), 0, bytes(count));
      return;
    }
    double[] chunk = new double[(int) Math.min(count, 1024)];
    Arrays.fill(chunk, value);
    for (long done = 0; done < count; done += chunk.length) {
      put(offset + done, chunk, 0, (int) Math.min(chunk.length, count - done));
    }
  }

  /**
   * Copies a range of another array into this one; the ranges may overlap.
   *
   * @param offset first element written here
   * @param source the other array
   * @param from first element read there
   * @param count number of elements
   */
  public void copyFrom(long offset, NativeDoubles source, long from, long count) {
    check(offset, count);
    source.check(from, count);
    Pointer.memmove(
        new At(address + bytes(offset)), new At(source.address + bytes(from)), bytes(count));
  }

  /**
   * Returns a buffer over the whole array, in native order. It must not be used after this array is
   * closed.
   *
   * @return a new buffer with position 0
   * @throws IllegalArgumentException if the array is too long for one buffer (2^28 - 1 doubles)
   */
  public DoubleBuffer asBuffer() {
    return asBuffer(0, length);
  }

  /**
   * Returns a buffer over a range, in native order. It must not be used after this array is closed.
   *
   * @param offset first element
   * @param count number of elements, at most 2^28 - 1
   * @return a new buffer with position 0
   * @throws IllegalArgumentException if {@code count} is too large for one buffer
   */
  public DoubleBuffer asBuffer(long offset, long count) {
    check(offset, count);
    return At.buffer(address + bytes(offset), count);
  }

  /** Frees the memory. Closing again does nothing. */
  @Override
  public void close() {
    if (open) {
      open = false;
      LIVE_BYTES.addAndGet(-bytes(length));
      Pointer.free(allocation);
    }
  }

  @Override
  public String toString() {
    return "NativeDoubles[" + length + (open ? "]" : ", closed]");
  }

  /** A pointer to {@code offset}, after a check that {@code count} elements follow it. */
  DoublePointer pointer(long offset, long count) {
    check(offset, count);
    return new At(address + bytes(offset));
  }

  /** The same memory seen as ints, two for each double. */
  IntPointer ints() {
    check(0, length);
    return new Ints(address);
  }

  private void check(long offset, long count) {
    if (!open) {
      throw new IllegalStateException("this array of " + length + " doubles is closed");
    }
    if (offset < 0 || count < 0 || offset > length - count) {
      throw new IndexOutOfBoundsException(
          String.format(
              Locale.ROOT,
              "offset %d and count %d must lie within the length %d",
              offset,
              count,
              length));
    }
  }

  private static long bytes(long doubles) {
    return doubles * Double.BYTES;
  }

  /** A bare address of ints. */
  private static final class Ints extends IntPointer {
    Ints(long address) {
      super((Pointer) null);
      this.address = address;
    }
  }

  /** A bare address: unlike its superclass it owns nothing and registers nothing. */
  private static final class At extends DoublePointer {
    private static final long MAX_BUFFER = Integer.MAX_VALUE / Double.BYTES;

    At(long address) {
      super((Pointer) null);
      this.address = address;
    }

    static DoubleBuffer buffer(long address, long count) {
      if (count > MAX_BUFFER) {
        throw new IllegalArgumentException(
            "count must be at most " + MAX_BUFFER + " for one buffer, got " + count);
      }
      return count == 0 ? DoubleBuffer.allocate(0) : new At(address).limit(count).asBuffer();
    }
  }
}
