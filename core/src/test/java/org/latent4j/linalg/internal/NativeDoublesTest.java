package org.latent4j.linalg.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeDoublesTest {
  private static final long GIB = 1L << 27; // doubles

  @Test
  void startsAsZerosOnACacheLine() {
    for (int length : new int[] {1, 7, 8, 1000}) {
      try (NativeDoubles array = NativeDoubles.allocate(length)) {
        assertThat(array.length()).isEqualTo(length);
        assertThat(array.toArray(0, length)).containsOnly(0);
        assertThat(array.pointer(0, 1).address() % 64).isZero();
      }
    }
  }

  @Test
  void copiesInAndOut() {
    try (NativeDoubles array = NativeDoubles.copyOf(new double[] {1, 2, 3, 4, 5})) {
      array.put(1, new double[] {9, 8, 7}, 1, 2);
      array.set(4, -1);
      assertThat(array.toArray(0, 5)).containsExactly(1, 8, 7, 4, -1);
      double[] target = new double[4];
      array.get(2, target, 1, 2);
      assertThat(target).containsExactly(0, 7, 4, 0);
      assertThat(array.get(1)).isEqualTo(8);
    }
  }

  @Test
  void fillsRanges() {
    try (NativeDoubles array = NativeDoubles.allocate(5000)) {
      array.fill(10, 4000, 2.5);
      array.fill(20, 5, 0);
      array.fill(30, 1, -0.0);
      assertThat(array.get(9)).isZero();
      assertThat(array.toArray(10, 10)).containsOnly(2.5);
      assertThat(array.toArray(20, 5)).containsOnly(0);
      assertThat(1 / array.get(30)).isEqualTo(Double.NEGATIVE_INFINITY);
      assertThat(array.toArray(31, 3979)).containsOnly(2.5);
      assertThat(array.toArray(4010, 990)).containsOnly(0);
    }
  }

  @Test
  void copiesBetweenArraysAndWithinOne() {
    try (NativeDoubles a = NativeDoubles.copyOf(new double[] {1, 2, 3, 4, 5});
        NativeDoubles b = NativeDoubles.allocate(3)) {
      b.copyFrom(1, a, 3, 2);
      assertThat(b.toArray(0, 3)).containsExactly(0, 4, 5);
      a.copyFrom(1, a, 0, 4);
      assertThat(a.toArray(0, 5)).containsExactly(1, 1, 2, 3, 4);
    }
  }

  @Test
  void buffersSeeTheSameMemory() {
    try (NativeDoubles array = NativeDoubles.copyOf(new double[] {1, 2, 3, 4})) {
      DoubleBuffer whole = array.asBuffer();
      DoubleBuffer part = array.asBuffer(1, 2);
      assertThat(whole.isDirect()).isTrue();
      assertThat(whole.order()).isEqualTo(ByteOrder.nativeOrder());
      assertThat(whole.capacity()).isEqualTo(4);
      assertThat(part.capacity()).isEqualTo(2);
      part.put(1, 9);
      assertThat(whole.get(2)).isEqualTo(9);
      assertThat(array.get(2)).isEqualTo(9);
    }
    try (NativeDoubles empty = NativeDoubles.allocate(0)) {
      assertThat(empty.asBuffer().capacity()).isZero();
    }
  }

  /** The pages that are not touched cost nothing. */
  @Test
  void reachesBeyondTwoGibibytes() {
    try (NativeDoubles array = NativeDoubles.allocate(2 * GIB + 100)) {
      array.set(2 * GIB + 99, 7);
      double[] values = {1, 2, 3, 4, 5, 6};
      array.put(GIB - 3, values, 0, 6);
      array.put(2 * GIB - 2, values, 1, 5);
      assertThat(array.get(2 * GIB + 99)).isEqualTo(7);
      assertThat(array.get(GIB)).isEqualTo(4);
      assertThat(array.toArray(GIB - 4, 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 0);
      assertThat(array.toArray(2 * GIB - 3, 7)).containsExactly(0, 2, 3, 4, 5, 6, 0);
      assertThat(array.asBuffer(2 * GIB - 2, 5).get(4)).isEqualTo(6);
      assertThatIllegalArgumentException()
          .isThrownBy(array::asBuffer)
          .withMessage("count must be at most 268435455 for one buffer, got 268435556");
    }
  }

  @Test
  void countsWhatIsOpen() {
    long before = NativeDoubles.liveBytes();
    NativeDoubles array = NativeDoubles.allocate(1000);
    assertThat(NativeDoubles.liveBytes()).isEqualTo(before + 8000);
    array.close();
    assertThat(NativeDoubles.liveBytes()).isEqualTo(before);
    array.close();
    assertThat(NativeDoubles.liveBytes()).isEqualTo(before);
  }

  @Test
  void refusesUseAfterClose() {
    NativeDoubles array = NativeDoubles.allocate(4);
    NativeDoubles open = NativeDoubles.allocate(4);
    array.close();
    assertThat(array).hasToString("NativeDoubles[4, closed]");
    double[] heap = new double[4];
    List<ThrowingCallable> uses = new ArrayList<>();
    uses.add(() -> array.get(0));
    uses.add(() -> array.set(0, 1));
    uses.add(() -> array.put(0, heap, 0, 1));
    uses.add(() -> array.get(0, heap, 0, 1));
    uses.add(() -> array.toArray(0, 1));
    uses.add(() -> array.fill(0, 1, 0));
    uses.add(() -> array.copyFrom(0, open, 0, 1));
    uses.add(() -> open.copyFrom(0, array, 0, 1));
    uses.add(array::asBuffer);
    uses.add(() -> Blas.dscal(1, 2, array, 0));
    for (ThrowingCallable use : uses) {
      assertThatIllegalStateException()
          .isThrownBy(use)
          .withMessage("this array of 4 doubles is closed");
    }
    open.close();
  }

  @ParameterizedTest
  @CsvSource({
    "-1,1",
    "0,-1",
    "0,5",
    "4,1",
    "5,0",
    "9223372036854775807,1",
    "1,9223372036854775807"
  })
  void refusesRangesOutside(long offset, long count) {
    try (NativeDoubles array = NativeDoubles.allocate(4)) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> array.asBuffer(offset, count))
          .withMessage("offset %d and count %d must lie within the length 4", offset, count);
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> array.fill(offset, count, 1));
    }
  }

  @Test
  void refusesRangesOutsideTheHeapArray() {
    try (NativeDoubles array = NativeDoubles.allocate(4)) {
      assertThatThrownBy(() -> array.put(0, new double[2], 1, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> array.get(0, new double[2], 0, 3))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> array.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> array.set(4, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void refusesImpossibleLengths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NativeDoubles.allocate(-1))
        .withMessage("length must be between 0 and 2^59, got -1");
    long before = NativeDoubles.liveBytes();
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> NativeDoubles.allocate(1L << 58))
        .withMessage(
            "no memory outside the heap for 288230376151711744 doubles (2305843009213693952"
                + " bytes)");
    assertThat(NativeDoubles.liveBytes()).isEqualTo(before);
  }
}
