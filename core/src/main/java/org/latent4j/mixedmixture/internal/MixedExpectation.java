package org.latent4j.mixedmixture.internal;

import java.util.ArrayList;
import java.util.List;
import org.latent4j.em.Expectation;
import org.latent4j.em.RowBlock;
import org.latent4j.linalg.ArrayMath;
import org.latent4j.mixedmixture.MixedMixture;

/**
 * The E step of a mixed mixture: responsibilities of the rows of a block, and with them what each
 * part counts. One addition per row, column and component for a discrete column or a number of its
 * own, about 2·width² multiply-adds for numbers that are Gaussian together.
 */
final class MixedExpectation implements Expectation<MixedMixture, MixedStatistics> {

  private final List<Estimator> estimators;
  private final int k;
  private final int size;

  MixedExpectation(List<Estimator> estimators, int components) {
    this.estimators = estimators;
    k = components;
    size = 2 + k + estimators.stream().mapToInt(Estimator::statisticsSize).sum();
  }

  @Override
  public long statisticsSize(int features) {
    return size;
  }

  @Override
  public Counter<MixedStatistics> begin(MixedMixture parameters, int blockRows) {
    return new MixedCounter(parameters, blockRows);
  }

  private final class MixedCounter implements Counter<MixedStatistics> {
    private final int d;
    private final MixedLogJoint logJoint;
    private final List<Estimator.Tally> tallies = new ArrayList<>();
    private final double[] rows;
    private final double[] responsibilities;
    private final double[] logDensities;
    private double[] counts = new double[k];
    private double logLikelihood;
    private double weightTotal;

    MixedCounter(MixedMixture mixture, int capacity) {
      d = mixture.featureCount();
      logJoint = mixture.evaluator(capacity);
      for (int p = 0; p < estimators.size(); p++) {
        tallies.add(
            estimators.get(p).tally(mixture.parts().get(p), logJoint.densities().get(p), capacity));
      }
      rows = new double[capacity * d];
      responsibilities = new double[capacity * k];
      logDensities = new double[capacity];
    }

    @Override
    public void add(RowBlock block) {
      int count = block.rows();
      block.values().get(0, rows, 0, count * d);
      logJoint.evaluate(rows, count, responsibilities);
      block.holdComponents(responsibilities, k);
      ArrayMath.softmaxRows(responsibilities, count, k, logDensities);
      double[] weights = block.weights();
      for (int i = 0; i < count; i++) {
        if (weights[i] > 0) { // a row of weight 0 is absent, however impossible it is
          logLikelihood += weights[i] * logDensities[i];
          weightTotal += weights[i];
        }
        for (int c = 0; c < k; c++) {
          responsibilities[i * k + c] *= weights[i];
          counts[c] += responsibilities[i * k + c];
        }
      }
      for (Estimator.Tally tally : tallies) {
        tally.add(rows, d, count, responsibilities);
      }
    }

    @Override
    public MixedStatistics take() {
      MixedStatistics statistics =
          new MixedStatistics(
              counts,
              tallies.stream().map(Estimator.Tally::take).toList(),
              size,
              logLikelihood,
              weightTotal);
      counts = new double[k];
      logLikelihood = 0;
      weightTotal = 0;
      return statistics;
    }

    @Override
    public void close() {
      tallies.forEach(Estimator.Tally::close);
      logJoint.close();
    }
  }
}
