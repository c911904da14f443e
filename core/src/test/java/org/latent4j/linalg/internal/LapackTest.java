package org.latent4j.linalg.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.internal.Blas.Triangle;

/** Storage and results of each routine; the decompositions themselves are tested above them. */
class LapackTest {
  /** (4 2; 2 10) = L·Lᵀ with L = (2 0; 1 3); the other triangle and the margin are marked. */
  @ParameterizedTest
  @EnumSource(Triangle.class)
  void dpotrfFactorsTheNamedTriangle(Triangle triangle) {
    double[] stored =
        triangle == Triangle.LOWER
            ? new double[] {-7, 4, -8, -9, 2, 10, -9}
            : new double[] {-7, 4, 2, -9, -8, 10, -9};
    double[] expected =
        triangle == Triangle.LOWER
            ? new double[] {-7, 2, -8, -9, 1, 3, -9}
            : new double[] {-7, 2, 1, -9, -8, 3, -9};
    try (NativeDoubles a = NativeDoubles.copyOf(stored)) {
      assertThat(Lapack.dpotrf(triangle, 2, a, 1, 3)).isZero();
      assertThat(a.toArray(0, 7)).containsExactly(expected);
    }
  }

  @Test
  void dpotrfTellsTheFirstPivotThatFails() {
    double[] values = Matrix.identity(90).toArray();
    values[70 * 90 + 70] = -1;
    try (NativeDoubles a = NativeDoubles.copyOf(values)) {
      assertThat(Lapack.dpotrf(Triangle.LOWER, 90, a, 0, 90)).isEqualTo(71);
    }
  }

  /** The inverse of (2 0; 1 4) is (1/2 0; -1/8 1/4). */
  @Test
  void dtrtriInvertsInPlace() {
    try (NativeDoubles a = NativeDoubles.copyOf(new double[] {2, -9, 1, 4})) {
      assertThat(Lapack.dtrtri(Triangle.LOWER, 2, a, 0, 2)).isZero();
      assertThat(a.toArray(0, 4)).containsExactly(0.5, -9, -0.125, 0.25);
    }
    try (NativeDoubles a = NativeDoubles.copyOf(new double[] {2, 1, -9, 4})) {
      assertThat(Lapack.dtrtri(Triangle.UPPER, 2, a, 0, 2)).isZero();
      assertThat(a.toArray(0, 4)).containsExactly(0.5, -0.125, -9, 0.25);
    }
  }

  @Test
  void dtrtriTellsAZeroOnTheDiagonal() {
    try (NativeDoubles a = NativeDoubles.copyOf(new double[] {2, 0, 1, 0})) {
      assertThat(Lapack.dtrtri(Triangle.LOWER, 2, a, 0, 2)).isEqualTo(2);
    }
  }

  /** (2 1; 1 2) has the values 1 and 3 with vectors (1, -1)/√2 and (1, 1)/√2, as rows. */
  @Test
  void dsyevdLeavesVectorsInRows() {
    try (NativeDoubles a = NativeDoubles.copyOf(new double[] {2, Double.NaN, 1, 2});
        NativeDoubles w = NativeDoubles.allocate(2)) {
      assertThat(Lapack.dsyevd(2, a, 0, 2, w, 0)).isZero();
      assertThat(w.toArray(0, 2)).containsExactly(new double[] {1, 3}, within(1e-15));
      assertThat(a.get(0)).isCloseTo(-a.get(1), within(1e-15));
      assertThat(a.get(2)).isCloseTo(a.get(3), within(1e-15));
    }
  }

  @Test
  void dsyevrFindsTheLargest() {
    try (NativeDoubles a = NativeDoubles.copyOf(Matrix.diagonal(5, 1, 7, 3).values());
        NativeDoubles w = NativeDoubles.allocate(4);
        NativeDoubles z = NativeDoubles.allocate(2 * 4)) {
      assertThat(Lapack.dsyevr(4, 2, a, 0, 4, w, 0, z, 0, 4)).isZero();
      assertThat(w.toArray(0, 2)).containsExactly(5, 7);
      assertThat(Math.abs(z.get(0))).isEqualTo(1);
      assertThat(Math.abs(z.get(4 + 2))).isEqualTo(1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Lapack.dsyevr(4, 5, a, 0, 4, w, 0, z, 0, 4))
          .withMessage("count must be between 1 and 4, got 5");
    }
  }

  @ParameterizedTest
  @CsvSource({"5,3", "3,5", "4,4"})
  void dgesddFactorsRebuildTheMatrix(int m, int n) {
    int r = Math.min(m, n);
    double[] values = new double[m * n];
    new SeededRandom(1).fillGaussian(values);
    try (NativeDoubles a = NativeDoubles.copyOf(values);
        NativeDoubles s = NativeDoubles.allocate(r);
        NativeDoubles u = NativeDoubles.allocate(m * (r + 1L));
        NativeDoubles vt = NativeDoubles.allocate(r * (n + 2L))) {
      assertThat(Lapack.dgesdd(m, n, a, 0, n, s, 0, u, 0, r + 1, vt, 0, n + 2)).isZero();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int l = 0; l < r; l++) {
            sum += u.get(i * (r + 1) + l) * s.get(l) * vt.get(l * (n + 2) + j);
          }
          assertThat(sum).isCloseTo(values[i * n + j], within(1e-14));
        }
      }
    }
  }

  @Test
  void orthonormaliseKeepsTheSpan() {
    try (NativeDoubles a = NativeDoubles.copyOf(new double[] {3, 1, 0, 2, 4, 5})) {
      Lapack.orthonormalise(3, 2, a, 0, 2);
      double[] q = a.toArray(0, 6);
      assertThat(q[0] * q[0] + q[2] * q[2] + q[4] * q[4]).isCloseTo(1, within(1e-15));
      assertThat(q[0] * q[1] + q[2] * q[3] + q[4] * q[5]).isCloseTo(0, within(1e-15));
      // The first column stays a multiple of (3, 0, 4); both stay normal to (3, 0, 4) × (1, 2, 5).
      assertThat(Math.abs(q[0])).isCloseTo(0.6, within(1e-15));
      assertThat(Math.abs(q[4])).isCloseTo(0.8, within(1e-15));
      assertThat(-8 * q[1] - 11 * q[3] + 6 * q[5]).isCloseTo(0, within(1e-14));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Lapack.orthonormalise(2, 3, a, 0, 3))
          .withMessage("n must be at most m (2), got 3");
    }
  }

  @Test
  void refusesNotANumber() {
    try (NativeDoubles a = NativeDoubles.copyOf(new double[] {Double.NaN});
        NativeDoubles w = NativeDoubles.allocate(1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Lapack.dsyevd(1, a, 0, 1, w, 0))
          .withMessage("LAPACK refused its argument 5 (NaN?)");
    }
  }

  @Test
  void refusesRangesOutside() {
    try (NativeDoubles a = NativeDoubles.allocate(9);
        NativeDoubles w = NativeDoubles.allocate(2)) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> Lapack.dsyevd(3, a, 0, 3, w, 0))
          .withMessage("offset 0 and count 3 must lie within the length 2");
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> Lapack.dpotrf(Triangle.UPPER, 3, a, 1, 3));
    }
  }
}
