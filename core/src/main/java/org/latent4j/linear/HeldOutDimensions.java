package org.latent4j.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Splits;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FitContext;

/**
 * Log density of rows that were held out, under the probabilistic PCA of every latent dimension of
 * the other rows. One spectrum of the training rows has all these models, and one pass over a held
 * out row all its densities: with t its coordinates along the axes, the squares t²/λ of the first q
 * are added up, and what lies beyond them, added from the far end so that nothing cancels, is
 * divided by the noise.
 */
final class HeldOutDimensions {

  private static final int FOLDS = 5;
  private static final double FRACTION = 0.2;
  private static final int FEW_ROWS = 1000;
  private static final double MOST_HELD_OUT = 1e5;
  private static final long MOST_COPIED_VALUES = 1L << 20;

  private final List<Part> parts;
  private final int last;
  private double weightTotal;
  private double[] means = new double[0];
  private double[] standardErrors = new double[0];

  private HeldOutDimensions(List<Part> parts) {
    this.parts = parts;
    last = parts.stream().mapToInt(part -> part.noise.last()).min().orElse(0);
  }

  /**
   * Judges all dimensions: in 5 folds below 1000 rows, by a fifth of the rows otherwise, 100,000 at
   * most.
   *
   * @throws DataException if too few rows that differ are left to fit to, or too few to judge by
   */
  static HeldOutDimensions of(Dataset data, FitContext context) {
    List<Part> parts = new ArrayList<>();
    for (Splits.Split split : splits(data, context.seed())) {
      parts.add(Part.of(split, context));
    }
    HeldOutDimensions judged = new HeldOutDimensions(parts);
    judged.judge();
    return judged;
  }

  private static List<Splits.Split> splits(Dataset data, long seed) {
    long n = data.rowCount();
    if (n < FEW_ROWS) {
      return Splits.folds(data, (int) Math.max(2, Math.min(FOLDS, n)), seed);
    }
    return List.of(Splits.holdOut(data, Math.min(FRACTION, MOST_HELD_OUT / n), seed));
  }

  /** How the rows were held out, in words. */
  String way() {
    return parts.size() == 1
        ? String.format(Locale.ROOT, "%d rows held out", parts.get(0).heldOut.rowCount())
        : String.format(Locale.ROOT, "each row held out once in %d folds", parts.size());
  }

  /** The greatest latent dimension that was judged; 0 if no more leaves noise. */
  int last() {
    return last;
  }

  /** Mean log density of a held-out row at each q from 0 to the greatest that leaves noise. */
  double[] means() {
    return means.clone();
  }

  /** The least q that the best leads by no more than the standard error of the difference. */
  int smallestWithinOneStandardError() {
    int best = best();
    int q = 0;
    while (q < best && !(means[best] - means[q] <= standardErrors[q])) {
      q++;
    }
    return q;
  }

  private int best() {
    int best = 0;
    for (int q = 1; q <= last; q++) {
      best = means[q] > means[best] ? q : best;
    }
    return best;
  }

  private void judge() {
    double[] total = new double[1];
    double[] sums = new double[last + 1];
    visit(
        (weight, densities) -> {
          total[0] += weight;
          for (int q = 0; q <= last; q++) {
            sums[q] += weight * densities[q];
          }
        });
    weightTotal = total[0];
    if (!(weightTotal > 1)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "weights of rows that are held out must sum to more than 1, got %s",
              weightTotal));
    }
    means = Arrays.stream(sums).map(s -> s / weightTotal).toArray();
    int best = best();
    double[] squares = new double[last + 1];
    visit(
        (weight, densities) -> {
          for (int q = 0; q <= last; q++) {
            double difference = (densities[best] - densities[q]) - (means[best] - means[q]);
            squares[q] += weight * difference * difference;
          }
        });
    standardErrors =
        Arrays.stream(squares).map(s -> Math.sqrt(s / weightTotal / (weightTotal - 1))).toArray();
  }

  /** Takes in a row of weight above 0. */
  private interface Visitor {
    void visit(double weight, double[] densities);
  }

  private void visit(Visitor visitor) {
    double[] densities = new double[last + 1];
    parts.forEach(part -> part.visit(densities, visitor));
  }

  /**
   * One division.
   *
   * @param noise of the training rows
   * @param frame mean and all axes of the training rows
   * @param heldOut the rows to judge by
   */
  private record Part(NoiseLevels noise, PrincipalFrame frame, Dataset heldOut) {

    private static final int BLOCK_VALUES = 1 << 19;

    static Part of(Splits.Split split, FitContext context) {
      Dataset training = inMemory(split.training());
      PrincipalSpectrum.requireRows(training);
      PrincipalSpectrum spectrum =
          PrincipalSpectrum.of(training, PrincipalSpectrum.mostAxes(training), Route.AUTO, context);
      return new Part(
          new NoiseLevels(spectrum, training.schema()),
          new PrincipalFrame(spectrum.mean(), spectrum.axes(spectrum.axisCount())),
          inMemory(split.heldOut()));
    }

    private static Dataset inMemory(Dataset rows) {
      return rows.rowCount() * rows.featureCount() <= MOST_COPIED_VALUES
          ? HeapDataset.copyOf(rows)
          : rows;
    }

    void visit(double[] densities, Visitor visitor) {
      int d = frame.featureCount();
      int step = Math.max(16, BLOCK_VALUES / d);
      RowScore score = new RowScore(noise, densities.length - 1);
      double[] weights = new double[step];
      for (long from = 0; from < heldOut.rowCount(); from += step) {
        int count = (int) Math.min(step, heldOut.rowCount() - from);
        heldOut.readWeights(from, count, weights);
        Matrix rows = heldOut.rows(from, count);
        frame.visit(
            rows,
            (first, scores, residuals) -> {
              for (int i = 0; i < scores.rows(); i++) {
                if (weights[first + i] > 0) {
                  score.evaluate(scores.values(), residuals.values(), i, densities);
                  visitor.visit(weights[first + i], densities);
                }
              }
            });
      }
    }
  }

  /** Turns coordinates into log densities, in units of the greatest variance. */
  private static final class RowScore {
    private final double unit;
    private final double[] shares;
    private final double[] noiseShares;
    private final double[] constants;
    private final double[] beyond;
    private final int d;

    RowScore(NoiseLevels noise, int last) {
      PrincipalSpectrum spectrum = noise.spectrum();
      double[] variances = spectrum.variances();
      d = spectrum.featureCount();
      unit = Math.sqrt(variances[0]);
      shares = new double[last];
      noiseShares = new double[last + 1];
      constants = new double[last + 1];
      beyond = new double[variances.length + 1];
      double logs = d * Math.log(2 * Math.PI);
      for (int q = 0; q <= last; q++) {
        if (q > 0) {
          double variance = Math.max(variances[q - 1], noise.roundingVariance());
          shares[q - 1] = variance / variances[0];
          logs += Math.log(variance);
        }
        noiseShares[q] = noise.at(q) / variances[0];
        constants[q] = -0.5 * (logs + (d - q) * Math.log(noise.at(q)));
      }
    }

    void evaluate(double[] scores, double[] residuals, int row, double[] densities) {
      int axes = beyond.length - 1;
      double sum = 0;
      for (int j = row * d; j < (row + 1) * d; j++) {
        double r = residuals[j] / unit;
        sum += r * r;
      }
      beyond[axes] = sum;
      for (int j = axes - 1; j >= 0; j--) {
        double t = scores[row * axes + j] / unit;
        beyond[j] = beyond[j + 1] + t * t;
      }
      double along = 0;
      for (int q = 0; q < densities.length; q++) {
        if (q > 0) {
          double t = scores[row * axes + q - 1] / unit;
          along += t / shares[q - 1] * t;
        }
        densities[q] = constants[q] - 0.5 * (along + beyond[q] / noiseShares[q]);
      }
    }
  }
}
