package org.latent4j.linalg.internal;

import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** A program for a platform without natives: small work succeeds, large work says what is wrong. */
final class WithoutNatives {
  private WithoutNatives() {}

  public static void main(String[] arguments) {
    double[] values = new double[200 * 200];
    new SeededRandom(1).fillGaussian(values);
    ArrayMath.exp(values, 0, values.length);
    Matrix large = Matrix.wrap(200, 200, values);
    Matrix small = large.columnRange(0, 5).rowRange(0, 8);
    Cholesky.of(small.transposedTimes(small)).inverseLower();
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        large.times(large);
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
