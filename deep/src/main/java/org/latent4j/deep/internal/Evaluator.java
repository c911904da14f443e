package org.latent4j.deep.internal;

import java.util.Arrays;
import java.util.Optional;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * The bounds of a trained variational auto-encoder, in doubles and without LibTorch. Rows and codes
 * are as networks see them. Immutable, thread-safe.
 *
 * <p>The evidence lower bound is the mean over eight fixed draws of ε, four and their negatives,
 * with z = m(x) + s(x)·ε: the same for every row, so that a row's answer depends on nothing else.
 * The divergence from a standard normal prior is exact; the noise that the density of another may
 * need is more numbers of the same draws.
 */
public final class Evaluator {

  private static final int PAIRS = 4;

  /** Quantiles of |ε| at 1/8, 3/8, 5/8 and 7/8. */
  private static final double[] QUANTILES = {
    0.157310684610171, 0.488776411114669, 0.887146559018876, 1.534120544352546
  };

  private static final int[][] QUATERNION_PLACES = {
    {0, 1, 2, 3}, {1, 0, 3, 2}, {2, 3, 0, 1}, {3, 2, 1, 0}
  };
  private static final int[][] QUATERNION_SIGNS = {
    {1, 1, 1, 1}, {-1, 1, -1, 1}, {-1, 1, 1, -1}, {-1, -1, 1, 1}
  };
  private static final long DRAWS_SEED = 0x45AB5EEDL;
  private static final int BLOCK_ROWS = 512;
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final Network encoder;
  private final Network decoder;
  private final OutputDistribution output;
  private final CodePrior prior;
  private final int q;
  private final double[][] draws;
  private final double[][] priorDraws;

  public Evaluator(Network encoder, Network decoder, OutputDistribution output, CodePrior prior) {
    this.encoder = encoder;
    this.decoder = decoder;
    this.output = output;
    this.prior = prior;
    q = decoder.inputs();
    int width = q + prior.noiseWidth();
    double[][] both = draws(width);
    draws = part(both, 0, q);
    priorDraws = part(both, q, width);
  }

  /**
   * Draws in pairs of opposite sign. Each dimension takes the mid-quantiles of a standard normal,
   * scaled to a mean square of 1, and each four dimensions are uncorrelated: they are signed
   * permutations of the four sizes, the rows of the matrix by which a quaternion multiplies. The
   * mean over the draws is then exact for what is linear in z, nearly so for what is quadratic or a
   * sum of functions of single dimensions; with plain draws every row would be off by the same
   * large amount.
   */
  private static double[][] draws(int width) {
    SeededRandom random = new SeededRandom(DRAWS_SEED);
    double scale = Math.sqrt(PAIRS / Arrays.stream(QUANTILES).map(a -> a * a).sum());
    double[][] draws = new double[2 * PAIRS][width];
    for (int block = 0; block < width; block += PAIRS) {
      int[] sizes = random.permutation(PAIRS);
      int[] pairs = random.permutation(PAIRS);
      for (int j = block; j < Math.min(width, block + PAIRS); j++) {
        for (int p = 0; p < PAIRS; p++) {
          double size = scale * QUANTILES[sizes[QUATERNION_PLACES[j - block][p]]];
          double draw = QUATERNION_SIGNS[j - block][p] * size;
          draws[2 * pairs[p]][j] = draw;
          draws[2 * pairs[p] + 1][j] = -draw;
        }
      }
    }
    return draws;
  }

  private static double[][] part(double[][] draws, int from, int to) {
    return Arrays.stream(draws)
        .map(draw -> Arrays.copyOfRange(draw, from, to))
        .toArray(double[][]::new);
  }

  /** Means of codes. */
  public Matrix encode(Matrix rows) {
    return encoder.apply(rows).columnRange(0, q);
  }

  /** The evidence lower bound of each row. */
  public double[] bound(Matrix rows) {
    double[] bounds = new double[rows.rows()];
    for (int from = 0; from < bounds.length; from += BLOCK_ROWS) {
      int to = Math.min(bounds.length, from + BLOCK_ROWS);
      double[] block = blockBound(rows.rowRange(from, to));
      System.arraycopy(block, 0, bounds, from, block.length);
    }
    return bounds;
  }

  private double[] blockBound(Matrix rows) {
    return bound(rows, encoder.apply(rows));
  }

  private double[] bound(Matrix rows, Matrix posterior) {
    double[] sums = new double[rows.rows()];
    for (int s = 0; s < draws.length; s++) {
      double[] draw = draws[s];
      Matrix codes = codes(posterior, draw);
      double[] likelihoods = output.logLikelihood(rows, decoder.apply(codes));
      double[] priors = isStandard() ? new double[0] : logPrior(codes, priorDraws[s]);
      for (int i = 0; i < sums.length; i++) {
        sums[i] +=
            likelihoods[i] + (isStandard() ? 0 : priors[i] - logPosterior(posterior, i, draw));
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i] / draws.length - (isStandard() ? divergence(posterior, i) : 0);
    }
    return sums;
  }

  private boolean isStandard() {
    return prior instanceof StandardNormalPrior;
  }

  /** Of each row of codes, all with the same noise. */
  private double[] logPrior(Matrix codes, double[] draw) {
    double[] noise = new double[codes.rows() * draw.length];
    for (int from = 0; from < noise.length; from += draw.length) {
      System.arraycopy(draw, 0, noise, from, draw.length);
    }
    return prior.logDensity(codes, noise);
  }

  /** m + s·ε for each row. */
  private Matrix codes(Matrix posterior, double[] draw) {
    double[] codes = new double[posterior.rows() * q];
    for (int i = 0; i < posterior.rows(); i++) {
      for (int j = 0; j < q; j++) {
        codes[i * q + j] = posterior.get(i, j) + Math.exp(0.5 * posterior.get(i, q + j)) * draw[j];
      }
    }
    return Matrix.wrap(posterior.rows(), q, codes);
  }

  /** log q(z|x) of z = m + s·ε. */
  private double logPosterior(Matrix posterior, int row, double[] draw) {
    double sum = 0;
    for (int j = 0; j < q; j++) {
      sum += LOG_TWO_PI + posterior.get(row, q + j) + draw[j] * draw[j];
    }
    return -0.5 * sum;
  }

  /** KL(q(z|x) ‖ N(0, I)). */
  private double divergence(Matrix posterior, int row) {
    double sum = 0;
    for (int j = 0; j < q; j++) {
      sum += divergence(posterior.get(row, j), posterior.get(row, q + j));
    }
    return sum;
  }

  /** KL(N(m, v) ‖ N(0, 1)). */
  static double divergence(double mean, double logVariance) {
    return 0.5 * (mean * mean + Math.exp(logVariance) - 1 - logVariance);
  }

  /** What each dimension tells of each row, n×q. */
  public Matrix divergences(Matrix rows) {
    return divergencesOf(encoder.apply(rows));
  }

  private Matrix divergencesOf(Matrix posterior) {
    double[] values = new double[posterior.rows() * q];
    if (isStandard()) {
      Arrays.setAll(
          values, p -> divergence(posterior.get(p / q, p % q), posterior.get(p / q, q + p % q)));
      return Matrix.wrap(posterior.rows(), q, values);
    }
    for (double[] draw : draws) {
      Matrix marginals = prior.logMarginals(codes(posterior, draw));
      for (int p = 0; p < values.length; p++) {
        double logVariance = posterior.get(p / q, q + p % q);
        double logPosterior = -0.5 * (LOG_TWO_PI + logVariance + draw[p % q] * draw[p % q]);
        values[p] += (logPosterior - marginals.get(p / q, p % q)) / draws.length;
      }
    }
    return Matrix.wrap(posterior.rows(), q, values);
  }

  /** Mean over the draws of log q(z|x) − log p(z), or the divergence itself, of each row. */
  private double[] totalDivergences(Matrix posterior) {
    double[] totals = new double[posterior.rows()];
    if (isStandard()) {
      Arrays.setAll(totals, i -> divergence(posterior, i));
      return totals;
    }
    for (int s = 0; s < draws.length; s++) {
      double[] draw = draws[s];
      double[] priors = logPrior(codes(posterior, draw), priorDraws[s]);
      for (int i = 0; i < totals.length; i++) {
        totals[i] += (logPosterior(posterior, i, draw) - priors[i]) / draws.length;
      }
    }
    return totals;
  }

  /** Mean over the draws of what each dimension of an upper level tells of each row's codes. */
  private Matrix upperDivergences(Matrix posterior, HierarchicalPrior upper) {
    Matrix sum = Matrix.zeros(posterior.rows(), upper.upper());
    for (double[] draw : draws) {
      sum = sum.plus(upper.divergences(codes(posterior, draw)));
    }
    return sum.scaled(1.0 / draws.length);
  }

  /**
   * All that a fit tells of rows, from one pass.
   *
   * @param bounds n×1
   * @param totals n×1, the divergence of all dimensions together
   * @param divergences n×q, of each by itself
   * @param codes n×q
   * @param upper n×the dimensions of an upper level, if there is one
   */
  record Look(
      Matrix bounds, Matrix totals, Matrix divergences, Matrix codes, Optional<Matrix> upper) {}

  Look look(Matrix rows) {
    Matrix posterior = encoder.apply(rows);
    int n = rows.rows();
    return new Look(
        Matrix.wrap(n, 1, bound(rows, posterior)),
        Matrix.wrap(n, 1, totalDivergences(posterior)),
        divergencesOf(posterior),
        posterior.columnRange(0, q),
        prior instanceof HierarchicalPrior upper
            ? Optional.of(upperDivergences(posterior, upper))
            : Optional.empty());
  }

  /**
   * log p(x, z) − log q(z|x) of codes drawn from q(z|x), n×samples, with new noise for the density
   * of each code.
   */
  public Matrix logWeights(Matrix rows, int samples, SeededRandom random) {
    Matrix posterior = encoder.apply(rows);
    double[] weights = new double[Math.multiplyExact(rows.rows(), samples)];
    for (int i = 0; i < rows.rows(); i++) {
      for (int from = 0; from < samples; from += BLOCK_ROWS) {
        int count = Math.min(BLOCK_ROWS, samples - from);
        weights(rows, posterior, i, count, random, weights, i * samples + from);
      }
    }
    return Matrix.wrap(rows.rows(), samples, weights);
  }

  private void weights(
      Matrix rows,
      Matrix posterior,
      int row,
      int count,
      SeededRandom random,
      double[] target,
      int offset) {
    double[] codes = new double[count * q];
    double[] logPosteriors = new double[count];
    int more = prior.noiseWidth();
    double[] draw = new double[q + more];
    double[] noise = new double[count * more];
    for (int s = 0; s < count; s++) {
      random.fillGaussian(draw);
      for (int j = 0; j < q; j++) {
        codes[s * q + j] =
            posterior.get(row, j) + Math.exp(0.5 * posterior.get(row, q + j)) * draw[j];
      }
      System.arraycopy(draw, q, noise, s * more, more);
      logPosteriors[s] = logPosterior(posterior, row, draw);
    }
    Matrix z = Matrix.wrap(count, q, codes);
    int[] same = new int[count];
    Arrays.fill(same, row);
    double[] likelihoods = output.logLikelihood(rows.selectRows(same), decoder.apply(z));
    double[] priors = prior.logDensity(z, noise);
    for (int s = 0; s < count; s++) {
      target[offset + s] = likelihoods[s] + priors[s] - logPosteriors[s];
    }
  }

  /** The steps of {@link #bound}, 1 wide. */
  public GraphValue bound(GraphBuilder builder, GraphValue rows) {
    GraphValue posterior = encoder.apply(rows);
    GraphValue means = posterior.slice(0, q);
    GraphValue logVariances = posterior.slice(q, 2 * q);
    GraphValue deviations = logVariances.times(0.5).exp();
    GraphValue total = null;
    for (int s = 0; s < draws.length; s++) {
      double[] draw = draws[s];
      GraphValue codes = means.plus(deviations.times(draw));
      GraphValue term = output.logLikelihood(rows, decoder.apply(codes));
      if (!isStandard()) {
        double squares = Arrays.stream(draw).map(e -> LOG_TWO_PI + e * e).sum();
        term =
            term.plus(prior.logDensity(builder, codes, priorDraws[s]))
                .plus(logVariances.sum().plus(squares).times(0.5));
      }
      total = total == null ? term : total.plus(term);
    }
    GraphValue mean = total.times(1.0 / draws.length);
    return isStandard()
        ? mean.minus(
            means.square().plus(logVariances.exp()).minus(logVariances).minus(1).sum().times(0.5))
        : mean;
  }
}
