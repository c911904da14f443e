package org.latent4j.factormixture.internal;

import java.util.Arrays;
import java.util.List;
import org.latent4j.factormixture.FactorMixture;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.internal.Blas;
import org.latent4j.linalg.internal.Blas.Transpose;
import org.latent4j.linalg.internal.Blas.Triangle;
import org.latent4j.linalg.internal.NativeDoubles;

/**
 * Adds up the statistics of the components block after block, in whitened differences y = Ψ^(−½)(x
 * − μ) from the running parameters, so that nothing cancels and no scale overflows. Belongs to one
 * thread.
 */
final class ImageAccumulator implements AutoCloseable {

  /** Rows that weigh less than this in a component change none of its moments to the eye. */
  private static final double NEGLIGIBLE = 1e-12;

  private final FactorEvaluator evaluator;
  private final List<FactorCovariance> covariances;
  private final double[] references;
  private final boolean dense;
  private final int k;
  private final int d;
  private final int[] offsets;
  private final double[] counts;
  private final double[] sums;
  private final double[] squares;
  private final double[] scoreSums;
  private final double[] white;
  private final double[] weighted;
  private final NativeDoubles rows;
  private final NativeDoubles scores;
  private final NativeDoubles images;

  ImageAccumulator(FactorMixture mixture, FactorEvaluator evaluator, int capacity, boolean dense) {
    this.evaluator = evaluator;
    this.dense = dense;
    covariances = mixture.covariances();
    references = mixture.means().values();
    k = mixture.componentCount();
    d = mixture.featureCount();
    offsets = FactorEvaluator.offsets(covariances);
    int most = covariances.stream().mapToInt(FactorCovariance::latentDimension).max().orElse(0);
    counts = new double[k];
    sums = new double[k * d];
    squares = new double[k * d];
    scoreSums = new double[offsets[k]];
    white = new double[capacity * d];
    weighted = new double[dense ? 0 : capacity * most];
    rows = NativeDoubles.allocate((long) capacity * d);
    scores = NativeDoubles.allocate(weighted.length);
    images = NativeDoubles.allocate((long) d * (dense ? (long) k * d : offsets[k]));
  }

  /** Adds the rows that the evaluator has just seen, with their weights, rowCount×k. */
  void add(double[] values, int rowCount, double[] weights) {
    for (int c = 0; c < k; c++) {
      int used = 0;
      for (int i = 0; i < rowCount; i++) {
        double weight = weights[i * k + c];
        if (weight > NEGLIGIBLE) {
          evaluator.whiten(values, i * d, c, white, used * d);
          addMoments(c, used * d, weight);
          if (dense) {
            scale(used * d, Math.sqrt(weight));
          } else {
            addScores(c, i, used, weight);
          }
          used++;
        }
      }
      if (used > 0) {
        multiply(c, used);
      }
    }
  }

  private void addMoments(int c, int from, double weight) {
    counts[c] += weight;
    for (int j = 0; j < d; j++) {
      double product = weight * white[from + j];
      sums[c * d + j] += product;
      squares[c * d + j] += product * white[from + j];
    }
  }

  private void scale(int from, double factor) {
    for (int j = from; j < from + d; j++) {
      white[j] *= factor;
    }
  }

  private void addScores(int c, int row, int used, double weight) {
    int q = offsets[c + 1] - offsets[c];
    int at = evaluator.scoreOffset(c) + row * q;
    for (int j = 0; j < q; j++) {
      double product = weight * evaluator.scores()[at + j];
      weighted[used * q + j] = product;
      scoreSums[offsets[c] + j] += product;
    }
  }

  private void multiply(int c, int used) {
    int q = offsets[c + 1] - offsets[c];
    if (dense) {
      rows.put(0, white, 0, used * d);
      Blas.dsyrk(
          Triangle.LOWER, Transpose.YES, d, used, 1, rows, 0, d, 1, images, (long) c * d * d, d);
    } else if (q > 0) {
      rows.put(0, white, 0, used * d);
      scores.put(0, weighted, 0, used * q);
      Blas.dgemm(
          Transpose.YES,
          Transpose.NO,
          d,
          q,
          used,
          1,
          rows,
          0,
          d,
          scores,
          0,
          q,
          1,
          images,
          (long) d * offsets[c],
          q);
    }
  }

  /** What was added, about the components' own means and in the units of the features. */
  FactorStatistics take() {
    FactorStatistics statistics = new FactorStatistics(d, offsets, dense);
    for (int c = 0; c < k; c++) {
      if (counts[c] > 0) {
        takeComponent(statistics, c);
      }
    }
    for (double[] array : Arrays.asList(counts, sums, squares, scoreSums)) {
      Arrays.fill(array, 0);
    }
    images.fill(0, images.length(), 0);
    return statistics;
  }

  private void takeComponent(FactorStatistics target, int c) {
    double[] deviations = covariances.get(c).deviations();
    double weight = counts[c];
    double[] shift = new double[d];
    target.counts[c] = weight;
    for (int j = 0; j < d; j++) {
      shift[j] = sums[c * d + j] / weight;
      target.means[c * d + j] = references[c * d + j] + deviations[j] * shift[j];
      double square = squares[c * d + j] - weight * shift[j] * shift[j];
      target.squares[c * d + j] = Math.max(0, square) * deviations[j] * deviations[j];
    }
    if (dense) {
      takeScatter(target, c, shift, deviations);
    } else {
      takeImage(target, c, shift, deviations);
    }
  }

  private void takeScatter(FactorStatistics target, int c, double[] shift, double[] deviations) {
    double[] lower = images.toArray((long) c * d * d, d * d);
    int base = target.imageOffset(c);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double value =
            (lower[i * d + j] - counts[c] * shift[i] * shift[j]) * deviations[i] * deviations[j];
        target.images[base + i * d + j] = value;
        target.images[base + j * d + i] = value;
      }
    }
  }

  /** From whitened coordinates t to codes E[z|x], which are linear in them. */
  private void takeImage(FactorStatistics target, int c, double[] shift, double[] deviations) {
    int q = offsets[c + 1] - offsets[c];
    double[] values = images.toArray((long) d * offsets[c], d * q);
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < q; j++) {
        values[i * q + j] =
            deviations[i] * (values[i * q + j] - shift[i] * scoreSums[offsets[c] + j]);
      }
    }
    Matrix map = covariances.get(c).codeMap();
    Matrix image = Matrix.wrap(d, q, values).timesTransposed(map);
    System.arraycopy(image.values(), 0, target.images, target.imageOffset(c), d * q);
    double[] means = Arrays.copyOfRange(scoreSums, offsets[c], offsets[c + 1]);
    Arrays.setAll(means, j -> means[j] / counts[c]);
    System.arraycopy(map.times(means), 0, target.codeMeans, offsets[c], q);
  }

  @Override
  public void close() {
    rows.close();
    scores.close();
    images.close();
  }
}
