package org.latent4j.mixedmixture.internal;

/**
 * Weight, mean and scatter of the observed values of one column in each component. Scatters are
 * about the component's own mean; merging moves them by Chan's update.
 */
final class ColumnMoments implements PartStatistics {

  final double[] weights;
  final double[] means;
  final double[] scatters;

  ColumnMoments(int components) {
    weights = new double[components];
    means = new double[components];
    scatters = new double[components];
  }

  @Override
  public void merge(PartStatistics other) {
    ColumnMoments theirs = (ColumnMoments) other;
    for (int c = 0; c < weights.length; c++) {
      double weight = theirs.weights[c];
      if (weight == 0) {
        continue;
      }
      double total = weights[c] + weight;
      double difference = theirs.means[c] - means[c];
      scatters[c] += theirs.scatters[c] + difference * difference * (weights[c] * (weight / total));
      means[c] += difference * (weight / total);
      weights[c] = total;
    }
  }

  @Override
  public int copyTo(double[] target, int at) {
    int k = weights.length;
    System.arraycopy(weights, 0, target, at, k);
    System.arraycopy(means, 0, target, at + k, k);
    System.arraycopy(scatters, 0, target, at + 2 * k, k);
    return 3 * k;
  }
}
