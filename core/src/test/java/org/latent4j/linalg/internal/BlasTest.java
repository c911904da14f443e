package org.latent4j.linalg.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.latent4j.linalg.internal.Blas.Transpose.NO;
import static org.latent4j.linalg.internal.Blas.Transpose.YES;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.internal.Blas.Diagonal;
import org.latent4j.linalg.internal.Blas.Side;
import org.latent4j.linalg.internal.Blas.Transpose;
import org.latent4j.linalg.internal.Blas.Triangle;

/** Each operation against its definition, with odd offsets and strides wider than the matrix. */
class BlasTest {
  private static final int OFFSET = 5;

  @ParameterizedTest
  @CsvSource({"NO,NO", "NO,YES", "YES,NO", "YES,YES"})
  void dgemmFollowsItsDefinition(Transpose transA, Transpose transB) {
    int m = 13;
    int n = 17;
    int k = 9;
    try (Stored a = stored(transA == NO ? m : k, transA == NO ? k : m, 1);
        Stored b = stored(transB == NO ? k : n, transB == NO ? n : k, 2);
        Stored c = stored(m, n, 3)) {
      double[][] before = c.rows();
      Blas.dgemm(
          transA, transB, m, n, k, 1.5, a.array, OFFSET, a.stride, b.array, OFFSET, b.stride, -0.5,
          c.array, OFFSET, c.stride);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int l = 0; l < k; l++) {
            sum += a.get(transA, i, l) * b.get(transB, l, j);
          }
          assertThat(c.rows()[i][j]).isCloseTo(1.5 * sum - 0.5 * before[i][j], within(1e-13));
        }
      }
      c.requireMarginsUntouched();
    }
  }

  @Test
  void dgemmWithBetaZeroIgnoresWhatIsThere() {
    try (NativeDoubles a = NativeDoubles.copyOf(new double[] {2});
        NativeDoubles c = NativeDoubles.copyOf(new double[] {Double.NaN})) {
      Blas.dgemm(NO, NO, 1, 1, 1, 1, a, 0, 1, a, 0, 1, 0, c, 0, 1);
      assertThat(c.get(0)).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"LOWER,NO", "LOWER,YES", "UPPER,NO", "UPPER,YES"})
  void dsyrkWritesOneTriangleOfItsDefinition(Triangle triangle, Transpose transA) {
    int n = 11;
    int k = 7;
    try (Stored a = stored(transA == NO ? n : k, transA == NO ? k : n, 4);
        Stored c = stored(n, n, 5)) {
      double[][] before = c.rows();
      Blas.dsyrk(
          triangle, transA, n, k, 2, a.array, OFFSET, a.stride, 3, c.array, OFFSET, c.stride);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int l = 0; l < k; l++) {
            sum += a.get(transA, i, l) * a.get(transA, j, l);
          }
          boolean written = triangle == Triangle.LOWER ? j <= i : j >= i;
          double expected = written ? 2 * sum + 3 * before[i][j] : before[i][j];
          assertThat(c.rows()[i][j]).isCloseTo(expected, within(1e-13));
        }
      }
      c.requireMarginsUntouched();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LEFT,LOWER,NO,STORED",
    "LEFT,LOWER,YES,STORED",
    "LEFT,UPPER,NO,ONES",
    "LEFT,UPPER,YES,STORED",
    "RIGHT,LOWER,NO,STORED",
    "RIGHT,LOWER,YES,ONES",
    "RIGHT,UPPER,NO,STORED",
    "RIGHT,UPPER,YES,STORED"
  })
  void dtrmmFollowsItsDefinitionAndDtrsmUndoesIt(
      Side side, Triangle triangle, Transpose transT, Diagonal diagonal) {
    int m = 12;
    int n = 15;
    int size = side == Side.LEFT ? m : n;
    try (Stored t = stored(size, size, 6);
        Stored b = stored(m, n, 7)) {
      for (int i = 0; i < size; i++) {
        t.array.set(OFFSET + (long) i * t.stride + i, 20 + i); // well conditioned
      }
      double[][] before = b.rows();
      Blas.dtrmm(
          side, triangle, transT, diagonal, m, n, 2, t.array, OFFSET, t.stride, b.array, OFFSET,
          b.stride);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int l = 0; l < size; l++) {
            sum +=
                side == Side.LEFT
                    ? triangular(t, triangle, transT, diagonal, i, l) * before[l][j]
                    : before[i][l] * triangular(t, triangle, transT, diagonal, l, j);
          }
          assertThat(b.rows()[i][j]).isCloseTo(2 * sum, within(1e-12));
        }
      }
      Blas.dtrsm(
          side, triangle, transT, diagonal, m, n, 0.5, t.array, OFFSET, t.stride, b.array, OFFSET,
          b.stride);
      // A unit diagonal leaves T badly conditioned.
      double bound = diagonal == Diagonal.ONES ? 1e-6 : 1e-13;
      for (int i = 0; i < m; i++) {
        assertThat(b.rows()[i]).containsExactly(before[i], within(bound));
      }
      b.requireMarginsUntouched();
    }
  }

  @ParameterizedTest
  @EnumSource(Transpose.class)
  void dgemvFollowsItsDefinition(Transpose transA) {
    int m = 9;
    int n = 14;
    try (Stored a = stored(m, n, 8);
        Stored x = stored(1, transA == NO ? n : m, 9);
        Stored y = stored(1, transA == NO ? m : n, 10)) {
      double[] before = y.rows()[0];
      Blas.dgemv(transA, m, n, 2, a.array, OFFSET, a.stride, x.array, OFFSET, -1, y.array, OFFSET);
      for (int i = 0; i < before.length; i++) {
        double sum = 0;
        for (int l = 0; l < x.columns; l++) {
          sum += a.get(transA, i, l) * x.rows()[0][l];
        }
        assertThat(y.rows()[0][i]).isCloseTo(2 * sum - before[i], within(1e-13));
      }
      y.requireMarginsUntouched();
    }
  }

  @Test
  void dgerAddsAnOuterProduct() {
    try (Stored x = stored(1, 6, 11);
        Stored y = stored(1, 8, 12);
        Stored a = stored(6, 8, 13)) {
      double[][] before = a.rows();
      Blas.dger(6, 8, 3, x.array, OFFSET, y.array, OFFSET, a.array, OFFSET, a.stride);
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 8; j++) {
          double expected = before[i][j] + 3 * x.rows()[0][i] * y.rows()[0][j];
          assertThat(a.rows()[i][j]).isCloseTo(expected, within(1e-14));
        }
      }
      a.requireMarginsUntouched();
    }
  }

  @Test
  void dscalMultipliesARange() {
    try (NativeDoubles x = NativeDoubles.copyOf(new double[] {6, 9, 12, 9})) {
      Blas.dscal(2, -2, x, 1);
      assertThat(x.toArray(0, 4)).containsExactly(6, -18, -24, 9);
    }
  }

  @Test
  void emptyOperationsDoNothing() {
    try (NativeDoubles a = NativeDoubles.allocate(0);
        NativeDoubles c = NativeDoubles.copyOf(new double[] {5})) {
      Blas.dgemm(NO, NO, 0, 0, 2, 1, a, 0, 2, a, 0, 1, 0, c, 0, 1);
      Blas.dgemm(NO, NO, 1, 1, 0, 1, a, 0, 1, a, 0, 1, 1, c, 0, 1);
      Blas.dsyrk(Triangle.LOWER, YES, 0, 4, 1, a, 0, 1, 0, c, 0, 1);
      Blas.dscal(0, 2, c, 1);
      assertThat(c.get(0)).isEqualTo(5);
    }
  }

  @Test
  void refusesAMatrixThatReachesBeyondItsArray() {
    try (NativeDoubles a = NativeDoubles.allocate(12);
        NativeDoubles c = NativeDoubles.allocate(16)) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> Blas.dgemm(NO, NO, 4, 4, 3, 1, a, 1, 3, a, 0, 4, 0, c, 0, 4))
          .withMessage("offset 1 and count 12 must lie within the length 12");
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> Blas.dgemm(NO, NO, 4, 4, 3, 1, a, 0, 3, a, 0, 4, 0, c, 0, 5))
          .withMessage("offset 0 and count 19 must lie within the length 16");
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> Blas.dsyrk(Triangle.LOWER, NO, 5, 2, 1, a, 0, 2, 0, c, 0, 5))
          .withMessage("offset 0 and count 25 must lie within the length 16");
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> Blas.dscal(5, 1, c, 12))
          .withMessage("offset 12 and count 5 must lie within the length 16");
    }
  }

  @Test
  void refusesAStrideBelowTheColumns() {
    try (NativeDoubles a = NativeDoubles.allocate(100)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Blas.dgemm(NO, YES, 2, 2, 3, 1, a, 0, 3, a, 10, 2, 0, a, 50, 2))
          .withMessage("b must have a stride of at least 3 (its columns), got 2");
    }
  }

  @Test
  void refusesANegativeSize() {
    try (NativeDoubles a = NativeDoubles.allocate(100)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  Blas.dtrsm(
                      Side.LEFT, Triangle.LOWER, NO, Diagonal.STORED, -1, 2, 1, a, 0, 1, a, 9, 2))
          .withMessage("t must have sizes of at least 0, got -1 x -1");
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> Blas.dscal(-1, 1, a, 0));
    }
  }

  private static double triangular(
      Stored t, Triangle triangle, Transpose transT, Diagonal diagonal, int i, int j) {
    int row = transT == NO ? i : j;
    int column = transT == NO ? j : i;
    if (row == column && diagonal == Diagonal.ONES) {
      return 1;
    }
    boolean inside = triangle == Triangle.LOWER ? column <= row : column >= row;
    return inside ? t.rows()[row][column] : 0;
  }

  private static Stored stored(int rows, int columns, long seed) {
    return new Stored(rows, columns, seed);
  }

  /** A random matrix in the middle of a larger random array. */
  private static final class Stored implements AutoCloseable {
    final int rows;
    final int columns;
    final int stride;
    final NativeDoubles array;
    private final double[] original;

    Stored(int rows, int columns, long seed) {
      this.rows = rows;
      this.columns = columns;
      this.stride = columns + 3;
      this.original = new double[OFFSET + rows * stride + 4];
      new SeededRandom(seed).fillGaussian(original);
      this.array = NativeDoubles.copyOf(original);
    }

    double[][] rows() {
      double[][] result = new double[rows][];
      for (int i = 0; i < rows; i++) {
        result[i] = array.toArray(OFFSET + (long) i * stride, columns);
      }
      return result;
    }

    double get(Transpose transpose, int i, int j) {
      return array.get(OFFSET + (transpose == NO ? (long) i * stride + j : (long) j * stride + i));
    }

    void requireMarginsUntouched() {
      for (int i = 0; i < original.length; i++) {
        int position = i - OFFSET;
        boolean inside = position >= 0 && position / stride < rows && position % stride < columns;
        if (!inside) {
          assertThat(array.get(i)).isEqualTo(original[i]);
        }
      }
    }

    @Override
    public void close() {
      array.close();
    }
  }
}
