package org.latent4j.factormixture.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.em.RowBlock;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.gaussian.Gaps;
import org.latent4j.gaussian.MultivariateNormal;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.mixture.internal.MixtureRows;

/** What a factor mixture says of rows, block by block. */
public final class FactorAnswers {

  private final FactorMixture mixture;
  private final int k;

  /**
   * For the rows of one call.
   *
   * @param mixture whose answers they are
   */
  public FactorAnswers(FactorMixture mixture) {
    this.mixture = mixture;
    k = mixture.componentCount();
  }

  /** Takes in log joint densities of consecutive rows. */
  private interface LogJointVisitor {
    void visit(FactorEvaluator evaluator, int firstRow, int rowCount, double[] logJoint);
  }

  private void visit(Matrix observations, LogJointVisitor visitor) {
    int d = mixture.featureCount();
    if (observations.columns() != d) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "observations must have %d features, got %d",
              d,
              observations.columns()));
    }
    int capacity = Math.min(RowBlock.defaultCapacity(d), Math.max(1, observations.rows()));
    double[] rows = new double[capacity * d];
    double[] logJoint = new double[capacity * k];
    try (FactorEvaluator evaluator = mixture.evaluator(capacity)) {
      for (int from = 0; from < observations.rows(); from += capacity) {
        int count = Math.min(capacity, observations.rows() - from);
        System.arraycopy(observations.values(), from * d, rows, 0, count * d);
        evaluator.evaluate(rows, count, logJoint);
        visitor.visit(evaluator, from, count, logJoint);
      }
    }
  }

  /**
   * Log densities.
   *
   * @param observations n×d
   * @return n natural logarithms
   */
  public double[] logDensity(Matrix observations) {
    return Gaps.answer(
        observations, this::completeLogDensity, some -> mixture.gaussians().logDensity(some));
  }

  private double[] completeLogDensity(Matrix observations) {
    double[] logDensities = new double[observations.rows()];
    visit(
        observations,
        (evaluator, from, count, logJoint) -> {
          double[] part = new double[count];
          ArrayMath.logSumExpRows(logJoint, count, k, part);
          System.arraycopy(part, 0, logDensities, from, count);
        });
    return logDensities;
  }

  /**
   * Probabilities of the components.
   *
   * @param observations n×d
   * @return n×k
   */
  public Matrix responsibilities(Matrix observations) {
    return Gaps.answerRows(
        observations,
        this::completeResponsibilities,
        some -> mixture.gaussians().responsibilities(some));
  }

  private Matrix completeResponsibilities(Matrix observations) {
    double[] all = new double[Math.multiplyExact(observations.rows(), k)];
    visit(
        observations,
        (evaluator, from, count, logJoint) -> {
          ArrayMath.softmaxRows(logJoint, count, k, new double[count]);
          System.arraycopy(logJoint, 0, all, from * k, count * k);
        });
    return Matrix.wrap(observations.rows(), k, all);
  }

  /**
   * Responsibilities, then r_c·E[z|x, c] of each component.
   *
   * @param observations n×d
   * @return n×(k + Σ q_c)
   */
  public Matrix encode(Matrix observations) {
    return Gaps.answerRows(observations, this::completeCodes, this::gappyCodes);
  }

  /** E[z|x_o, c] is linear in the row that the component completes: β(E[x|x_o, c] − μ). */
  private Matrix gappyCodes(Matrix observations) {
    int n = observations.rows();
    int width = mixture.latentSpace().dimension();
    Matrix responsibilities = mixture.gaussians().responsibilities(observations);
    double[] codes = new double[Math.multiplyExact(n, width)];
    int at = k;
    for (int c = 0; c < k; c++) {
      double[] mean = mixture.means().row(c);
      Matrix completed = MultivariateNormal.of(mean, mixture.covariance(c)).impute(observations);
      double[] centred = completed.toArray();
      for (int i = 0; i < centred.length; i++) {
        centred[i] -= mean[i % mean.length];
      }
      Matrix own =
          Matrix.wrap(n, mean.length, centred).times(mixture.covariances().get(c).codeWeights());
      for (int i = 0; i < n; i++) {
        codes[i * width + c] = responsibilities.get(i, c);
        for (int j = 0; j < own.columns(); j++) {
          codes[i * width + at + j] = responsibilities.get(i, c) * own.get(i, j);
        }
      }
      at += own.columns();
    }
    return Matrix.wrap(n, width, codes);
  }

  private Matrix completeCodes(Matrix observations) {
    int width = mixture.latentSpace().dimension();
    List<Matrix> maps = mixture.covariances().stream().map(FactorCovariance::codeMap).toList();
    double[] codes = new double[Math.multiplyExact(observations.rows(), width)];
    visit(
        observations,
        (evaluator, from, count, logJoint) -> {
          ArrayMath.softmaxRows(logJoint, count, k, new double[count]);
          for (int i = 0; i < count; i++) {
            int at = (from + i) * width;
            System.arraycopy(logJoint, i * k, codes, at, k);
            at += k;
            for (int c = 0; c < k; c++) {
              evaluator.code(c, i, maps.get(c), logJoint[i * k + c], codes, at);
              at += maps.get(c).rows();
            }
          }
        });
    return Matrix.wrap(observations.rows(), width, codes);
  }

  /**
   * The linear map from codes to rows.
   *
   * @return means, then the transposed loadings of each component, (k + Σ q_c)×d
   */
  public Matrix decoder() {
    int d = mixture.featureCount();
    double[] rows = Arrays.copyOf(mixture.means().values(), mixture.latentSpace().dimension() * d);
    int at = k * d;
    for (FactorCovariance covariance : mixture.covariances()) {
      double[] transposed = covariance.loadings().transpose().values();
      System.arraycopy(transposed, 0, rows, at, transposed.length);
      at += transposed.length;
    }
    return Matrix.wrap(rows.length / d, d, rows);
  }

  /**
   * Draws rows.
   *
   * @param count how many
   * @param random where chance comes from
   * @return count×d
   */
  public Matrix sample(int count, SeededRandom random) {
    int d = mixture.featureCount();
    double[] weights = mixture.weights();
    double[] rows = new double[Math.multiplyExact(count, d)];
    double[] noises = new double[d];
    for (int i = 0; i < count; i++) {
      int component = MixtureRows.draw(weights, random.nextDouble());
      FactorCovariance covariance = mixture.covariances().get(component);
      double[] latent = new double[covariance.latentDimension()];
      random.fillGaussian(latent);
      random.fillGaussian(noises);
      double[] deviation = covariance.loadings().times(latent);
      for (int j = 0; j < d; j++) {
        rows[i * d + j] =
            mixture.means().get(component, j)
                + deviation[j]
                + Math.sqrt(covariance.noise()[j]) * noises[j];
      }
    }
    return Matrix.wrap(count, d, rows);
  }
}
