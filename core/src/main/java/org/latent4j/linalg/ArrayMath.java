package org.latent4j.linalg;

public final class ArrayMath {
  private ArrayMath() {}

  public static double dot(double[] x, int xOffset, double[] y, int yOffset, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += x[xOffset + i] * y[yOffset + i];
    }
    return sum;
  }
}
