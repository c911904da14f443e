package org.latent4j.mixedmixture.internal;

import java.util.ArrayList;
import java.util.List;
import org.latent4j.em.Maximization;
import org.latent4j.mixedmixture.MixedMixture;

/** The M step of a mixed mixture: weights, and each part by what was counted of it. */
record MixedMaximization(List<Estimator> estimators)
    implements Maximization<MixedMixture, MixedStatistics> {

  @Override
  public Update<MixedMixture> maximize(MixedStatistics statistics, MixedMixture previous) {
    List<Part> parts = new ArrayList<>(estimators.size());
    for (int p = 0; p < estimators.size(); p++) {
      parts.add(estimators.get(p).maximize(statistics.parts().get(p), previous.parts().get(p)));
    }
    double[] weights = statistics.counts().clone();
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    for (int c = 0; c < weights.length; c++) {
      weights[c] /= total;
    }
    return Update.of(new MixedMixture(previous.featureCount(), weights, parts));
  }

  /** Nats that the smoothing adds to the log likelihood. */
  double logPrior(MixedMixture mixture) {
    double sum = 0;
    for (int p = 0; p < estimators.size(); p++) {
      sum += estimators.get(p).logPrior(mixture.parts().get(p));
    }
    return sum;
  }
}
