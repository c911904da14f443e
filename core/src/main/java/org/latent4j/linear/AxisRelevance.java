package org.latent4j.linear;

/**
 * How clearly each axis of probabilistic PCA stands out under automatic relevance determination:
 * each column w of the loadings has a prior N(0, I/α) of its own with α = d/‖w‖², and the columns
 * that shrink to 0 are switched off (Bishop 1999, "Bayesian PCA", Advances in Neural Information
 * Processing Systems 11).
 *
 * <p>The columns lie along the axes of the rows, so the optimum falls apart into one equation for
 * each length s = ‖w‖² and one for the noise v. With n rows and λ the variance along the axis,
 *
 * <p>n·s·(λ − v − s) = d·(s + v)², (d − q)·v = Σ of λ beyond q + v²·Σ d/(n·s) over the q axes.
 *
 * <p>The first has a solution if λ/v is at least (√(1 + d/n) + √(d/n))²; of two the greater s is
 * the maximum. The second grows from the plain mean of what is left, as the iteration goes on, to
 * its least solution. Bishop's EM from all d − 1 axes keeps as many as the greatest q whose axes
 * all have a solution, which is found here without touching the rows, at some q² operations.
 */
final class AxisRelevance {

  private static final int MOST_ITERATIONS = 1000;
  private static final double SETTLED = 1e-12; // relative; far below what any threshold means

  private final double[] variances;
  private final double shape;
  private final double threshold;
  private final int d;

  private AxisRelevance(PrincipalSpectrum spectrum) {
    variances = spectrum.variances();
    d = spectrum.featureCount();
    shape = d / spectrum.weightTotal();
    double root = Math.sqrt(1 + shape) + Math.sqrt(shape);
    threshold = root * root;
  }

  /**
   * For each q from 0 to the greatest that leaves noise, the variance of axis q over the least at
   * which it would be kept beside q − 1 others; NaN for q = 0. The q axes are kept if it is at
   * least 1.
   */
  static double[] of(NoiseLevels noise) {
    AxisRelevance relevance = new AxisRelevance(noise.spectrum());
    double[] ratios = new double[noise.last() + 1];
    ratios[0] = Double.NaN;
    for (int q = 1; q <= noise.last(); q++) {
      ratios[q] = relevance.ratio(q, noise.at(q));
    }
    return ratios;
  }

  /** The greatest q whose axes are all kept. */
  static int kept(double[] ratios) {
    int q = ratios.length - 1;
    while (q > 0 && !(ratios[q] >= 1)) {
      q--;
    }
    return q;
  }

  private double ratio(int q, double least) {
    double noise = least;
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      double ratio = variances[q - 1] / noise / threshold;
      if (!(ratio >= 1)) {
        return ratio;
      }
      double pull = 0; // v·Σ d/(n·s)
      for (int j = 0; j < q; j++) {
        pull += shape / length(variances[j] / noise);
      }
      // With y = next/least: (d − q)·y = (d − q) + (pull·least/noise)·y², the lesser solution.
      double curvature = pull * (least / noise) / (d - q);
      if (4 * curvature > 1) {
        return 0;
      }
      double next = least * 2 / (1 + Math.sqrt(1 - 4 * curvature));
      if (next - noise <= SETTLED * noise) {
        return ratio;
      }
      noise = next;
    }
    return variances[q - 1] / noise / threshold;
  }

  /** The greater solution s/v for λ/v at or above the threshold. */
  private double length(double ratio) {
    double b = ratio - 1 - 2 * shape;
    double root = Math.sqrt(Math.max(0, b * b - 4 * (1 + shape) * shape));
    return (b + root) / (2 * (1 + shape));
  }
}
