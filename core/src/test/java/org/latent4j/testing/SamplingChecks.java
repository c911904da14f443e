package org.latent4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Density;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Model;
import org.latent4j.model.Sampler;

/**
 * Checks of the rows a model draws, against its density where it has one. Bounds are six standard
 * errors, taken from the draws themselves.
 *
 * @param <M> type of the family's models
 */
public interface SamplingChecks<M extends Model> extends ContractSubject<M> {

  @Test
  default void aSeedDrawsTheSameRows() {
    Sampler sampler = sampler();
    Matrix rows = sampler.sample(50, new SeededRandom(1));
    assertThat(rows.rows()).isEqualTo(50);
    assertThat(rows.columns()).isEqualTo(model().featureCount());
    Answers.assertFinite(Map.of("sample", rows));
    assertThat(sampler.sample(50, new SeededRandom(1))).isEqualTo(rows);
    assertThat(sampler.sample(50, new SeededRandom(2))).isNotEqualTo(rows);
  }

  @Test
  default void noDrawsAreNoRows() {
    assertThat(sampler().sample(0, new SeededRandom(1)))
        .isEqualTo(Matrix.zeros(0, model().featureCount()));
  }

  /**
   * E[∂ log p(x)/∂xⱼ] = 0 and E[(xᵢ − a) ∂ log p(x)/∂xⱼ] = −[i = j] hold for draws of p alone, for
   * every smooth density (Stein 1981, "Estimation of the mean of a multivariate normal
   * distribution", lemma 2), so a wrong place, spread or correlation on either side is seen.
   */
  @Test
  default void drawsFollowTheDensity() {
    Density density = exactDensity();
    assumeTrue(hasSmoothDensity(), "the density has edges");
    Matrix x = sampler().sample(40_000, new SeededRandom(17));
    DataSummary summary = DataSummary.of(Dataset.of(x));
    double[] means = summary.means();
    double[] deviations = summary.standardDeviations();
    for (int j = 0; j < x.columns(); j++) {
      double[] slopes = slopes(density, x, j, 1e-4 * deviations[j]);
      for (int n = 0; n < slopes.length; n++) {
        slopes[n] *= deviations[j];
      }
      assertMean(slopes, 0, "slope along " + j);
      for (int i = 0; i < x.columns(); i++) {
        double[] products = new double[slopes.length];
        for (int n = 0; n < slopes.length; n++) {
          products[n] = slopes[n] * (x.get(n, i) - means[i]) / deviations[i];
        }
        assertMean(products, i == j ? -1 : 0, "slope along " + j + " times feature " + i);
      }
    }
  }

  /**
   * E[p(x)/g(x)] = 1 for draws of any g that is above 0 where p is: here Gaussians around draws of
   * the model, as wide as all of them.
   */
  @Test
  default void theDensityIntegratesToOne() {
    assumeTrue(isContinuous(), "the density is none over numbers alone");
    Density density = exactDensity();
    Matrix centres = sampler().sample(100, new SeededRandom(23));
    double[] deviations = DataSummary.of(Dataset.of(centres)).standardDeviations();
    SeededRandom random = new SeededRandom(29);
    int d = deviations.length;
    double[] values = new double[40_000 * d];
    for (int i = 0; i < values.length; i += d) {
      int centre = random.nextInt(centres.rows());
      for (int j = 0; j < d; j++) {
        values[i + j] = centres.get(centre, j) + deviations[j] * random.nextGaussian();
      }
    }
    Matrix x = Matrix.wrap(values.length / d, d, values);
    double[] ratios = density.logDensity(x);
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = Math.exp(ratios[i] - logKernelDensity(x.row(i), centres, deviations));
    }
    assumeTrue(standardError(ratios) < 0.05, "the rows have too many features to integrate over");
    assertMean(ratios, 1, "integral");
  }

  private Sampler sampler() {
    assumeTrue(model() instanceof Sampler, "the model does not draw rows");
    return (Sampler) model();
  }

  private Density exactDensity() {
    assumeTrue(
        model() instanceof Density density && density.densityKind() == DensityKind.EXACT,
        "the model has no exact density");
    return (Density) model();
  }

  private static double[] slopes(Density density, Matrix x, int feature, double step) {
    double[] after = density.logDensity(moved(x, feature, step));
    double[] before = density.logDensity(moved(x, feature, -step));
    for (int i = 0; i < after.length; i++) {
      after[i] = (after[i] - before[i]) / (2 * step);
    }
    return after;
  }

  private static Matrix moved(Matrix x, int feature, double step) {
    double[] values = x.toArray();
    for (int i = feature; i < values.length; i += x.columns()) {
      values[i] += step;
    }
    return Matrix.wrap(x.rows(), x.columns(), values);
  }

  private static double logKernelDensity(double[] x, Matrix centres, double[] deviations) {
    double sum = 0;
    double constant = -0.5 * x.length * Math.log(2 * Math.PI);
    for (double deviation : deviations) {
      constant -= Math.log(deviation);
    }
    for (int c = 0; c < centres.rows(); c++) {
      double distance = 0;
      for (int j = 0; j < x.length; j++) {
        double z = (x[j] - centres.get(c, j)) / deviations[j];
        distance += z * z;
      }
      sum += Math.exp(-0.5 * distance);
    }
    return constant + Math.log(sum / centres.rows());
  }

  private static void assertMean(double[] values, double expected, String what) {
    assertThat(mean(values)).as(what).isEqualTo(expected, within(6 * standardError(values) + 1e-6));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double standardError(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length / values.length);
  }
}
