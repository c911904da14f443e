package org.latent4j.linalg;

/**
 * Standard normal numbers by the ziggurat of Marsaglia and Tsang (2000, doi:10.18637/jss.v005.i08)
 * with 256 layers, in the form of Doornik (2005, "An improved ziggurat method to generate normal
 * random samples"): layer and position come from different bits of the draw.
 *
 * <p>The curve exp(-x²/2) is covered by 255 rectangles of equal area and a base of the same area
 * that includes the tail. A point in the part of a layer that lies wholly under the curve is
 * accepted at once, which happens in 99 % of the draws.
 */
final class Ziggurat {
  private static final int LAYERS = 256;
  private static final double TAIL_START = 3.654152885361009;
  private static final double LAYER_AREA = 0.004928673233974655;

  /** Right ends of the layers, from the base (its area over its height) up to 0. */
  private static final double[] X = new double[LAYERS + 1];

  /** The part of each layer that lies under the curve whatever the height. */
  private static final double[] INSIDE = new double[LAYERS];

  static {
    double height = StrictMath.exp(-0.5 * TAIL_START * TAIL_START);
    X[0] = LAYER_AREA / height;
    X[1] = TAIL_START;
    for (int i = 2; i < LAYERS; i++) {
      height += LAYER_AREA / X[i - 1];
      X[i] = Math.sqrt(-2 * StrictMath.log(height));
    }
    for (int i = 0; i < LAYERS; i++) {
      INSIDE[i] = X[i + 1] / X[i];
    }
  }

  private Ziggurat() {}

  static double next(SeededRandom random) {
    long bits = random.nextLong();
    int layer = (int) bits & (LAYERS - 1);
    double u = (bits >> 10) * 0x1p-53;
    return Math.abs(u) < INSIDE[layer] ? u * X[layer] : nearEdge(random, layer, u);
  }

  private static double nearEdge(SeededRandom random, int layer, double u) {
    while (true) {
      if (layer == 0) {
        return Math.copySign(tail(random), u);
      }
      double x = u * X[layer];
      double below = StrictMath.exp(-0.5 * (X[layer] * X[layer] - x * x));
      double above = StrictMath.exp(-0.5 * (X[layer + 1] * X[layer + 1] - x * x));
      if (below + random.nextDouble() * (above - below) < 1) {
        return x;
      }
      long bits = random.nextLong();
      layer = (int) bits & (LAYERS - 1);
      u = (bits >> 10) * 0x1p-53;
      if (Math.abs(u) < INSIDE[layer]) {
        return u * X[layer];
      }
    }
  }

  /** A draw beyond the base: an exponential proposal (Marsaglia 1964). */
  private static double tail(SeededRandom random) {
    while (true) {
      double x = random.nextExponential() / TAIL_START;
      double y = random.nextExponential();
      if (2 * y > x * x) {
        return TAIL_START + x;
      }
    }
  }
}
