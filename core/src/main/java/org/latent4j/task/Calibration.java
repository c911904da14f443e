package org.latent4j.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;

/**
 * Whether a model is as sure as it should be of rows it has not seen. Of numbers: how many values
 * lie in the middle half, and the middle nine tenths, of what the model draws for their column, by
 * the probability integral transform, ties broken at random (Czado, Gneiting and Held 2009,
 * doi:10.1111/j.1541-0420.2009.01191.x). Of a model of black and white, whose rows are 0 or 1: how
 * far the share of ones is from the probability that reconstruction gives them, the expected
 * calibration error in ten bins (Naeini, Cooper and Hauskrecht 2015). Immutable.
 */
public final class Calibration {

  private static final int DRAWS = 2000;
  private static final int BINS = 10;
  private static final double NEAR_HALF = 0.05;
  private static final double NEAR_NINE_TENTHS = 0.03;
  private static final double UNRELIABLE = 0.05;

  private final Kind kind;
  private final double half;
  private final double nineTenths;
  private final String worst;
  private final double ofWorst;

  /** What is told. */
  public enum Kind {
    /** Shares of values within intervals. */
    INTERVALS,
    /** Distance of probabilities from shares. */
    PROBABILITIES
  }

  private Calibration(Kind kind, double half, double nineTenths, String worst, double ofWorst) {
    this.kind = kind;
    this.half = half;
    this.nineTenths = nineTenths;
    this.worst = worst;
    this.ofWorst = ofWorst;
  }

  /**
   * Judges a model.
   *
   * @param model any
   * @param data rows it has not seen
   * @param mostRows how many of them are looked at at most, at least 1
   * @param seed of the draws
   * @param threads how many threads work, at least 1
   * @return nothing for a model that draws no rows, or has no column of numbers
   */
  public static Optional<Calibration> of(
      FittedModel model, Dataset data, int mostRows, long seed, int threads) {
    SeededRandom random = new SeededRandom(seed).split(21);
    Dataset some = Splits.subsample(data, mostRows, random.split(0));
    Matrix rows = AlignedDataset.of(model.schema(), some).toMatrix();
    Optional<Matrix> outcomes =
        model.variational().map(v -> v.outcomes(rows, random.split(1))).filter(o -> isBinary(o));
    if (outcomes.isPresent() && model.decoder().isPresent()) {
      Matrix probabilities = Reconstruction.task(model).run(Dataset.of(outcomes.get()), threads);
      return Optional.of(ofProbabilities(outcomes.get(), probabilities));
    }
    List<Column> columns = model.schema().features();
    if (model.sampler().isEmpty() || columns.stream().allMatch(c -> !c.levels().isEmpty())) {
      return Optional.empty();
    }
    Matrix drawn = Sampling.of(model, DRAWS, Sampling.Rounding.NONE, seed, threads);
    return Optional.of(ofNumbers(columns, rows, drawn, random.split(2)));
  }

  /** Whether there are two values, as many as an outcome of black or white has. */
  private static boolean isBinary(Matrix rows) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : rows.values()) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double least = low;
    double most = high;
    return Arrays.stream(rows.values()).allMatch(v -> v == least || v == most);
  }

  static Calibration ofNumbers(
      List<Column> columns, Matrix rows, Matrix drawn, SeededRandom random) {
    double sumOfHalf = 0;
    double sumOfNineTenths = 0;
    int counted = 0;
    String worst = "";
    double ofWorst = 0.9;
    for (int j = 0; j < columns.size(); j++) {
      if (!columns.get(j).levels().isEmpty()) {
        continue;
      }
      double[] sorted = Arrays.stream(drawn.column(j)).sorted().toArray();
      double[] shares = shares(rows.column(j), sorted, random);
      if (Double.isNaN(shares[0])) {
        continue;
      }
      counted++;
      sumOfHalf += shares[0];
      sumOfNineTenths += shares[1];
      if (worst.isEmpty() || Math.abs(shares[1] - 0.9) > Math.abs(ofWorst - 0.9)) {
        worst = columns.get(j).name();
        ofWorst = shares[1];
      }
    }
    return new Calibration(
        Kind.INTERVALS, sumOfHalf / counted, sumOfNineTenths / counted, worst, ofWorst);
  }

  /** How many of the values are in the middle half, and in the middle nine tenths, of draws. */
  private static double[] shares(double[] values, double[] sorted, SeededRandom random) {
    int inHalf = 0;
    int inNineTenths = 0;
    int known = 0;
    for (double value : values) {
      double chance = random.nextDouble();
      if (!Double.isNaN(value)) {
        int below = countBelow(sorted, value);
        int upTo = countBelow(sorted, Math.nextUp(value));
        double place = (below + chance * (upTo - below + 1)) / (sorted.length + 1);
        known++;
        inHalf += Math.abs(place - 0.5) <= 0.25 ? 1 : 0;
        inNineTenths += Math.abs(place - 0.5) <= 0.45 ? 1 : 0;
      }
    }
    return new double[] {(double) inHalf / known, (double) inNineTenths / known};
  }

  private static int countBelow(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static Calibration ofProbabilities(Matrix outcomes, Matrix reconstructions) {
    double high = Arrays.stream(outcomes.values()).max().orElse(1);
    double unit = high > 0 ? high : 1;
    double[] told = new double[BINS];
    double[] seen = new double[BINS];
    long[] counts = new long[BINS];
    for (int i = 0; i < outcomes.values().length; i++) {
      double probability = reconstructions.values()[i] / unit;
      int bin = Math.max(0, Math.min(BINS - 1, (int) (probability * BINS)));
      told[bin] += probability;
      seen[bin] += outcomes.values()[i] / unit;
      counts[bin]++;
    }
    double error = 0;
    int worst = 0;
    double greatest = 0;
    for (int b = 0; b < BINS; b++) {
      error += Math.abs(told[b] - seen[b]) / outcomes.values().length;
      double difference = counts[b] == 0 ? 0 : Math.abs(told[b] - seen[b]) / counts[b];
      if (difference > greatest) {
        greatest = difference;
        worst = b;
      }
    }
    return new Calibration(
        Kind.PROBABILITIES,
        error,
        Double.NaN,
        String.format(Locale.ROOT, "%.1f to %.1f", worst / 10.0, (worst + 1) / 10.0),
        greatest);
  }

  /**
   * What is told.
   *
   * @return intervals or probabilities
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Share of values in the middle half of what the model draws, mean over the columns.
   *
   * @return about 0.5 when calibrated; NaN for probabilities
   */
  public double withinHalf() {
    return kind == Kind.INTERVALS ? half : Double.NaN;
  }

  /**
   * Share of values in the middle nine tenths of what the model draws, mean over the columns.
   *
   * @return about 0.9 when calibrated; NaN for probabilities
   */
  public double withinNineTenths() {
    return nineTenths;
  }

  /**
   * Expected calibration error of probabilities.
   *
   * @return about 0 when calibrated; NaN for intervals
   */
  public double error() {
    return kind == Kind.PROBABILITIES ? half : Double.NaN;
  }

  /**
   * It all in one sentence, with what to do about it.
   *
   * @return without a full stop
   */
  public String sentence() {
    if (kind == Kind.PROBABILITIES) {
      return String.format(
          Locale.ROOT,
          "probabilities are %.3f off the shares of ones on average, most (%.3f) where they are %s%s",
          half,
          ofWorst,
          worst,
          half > UNRELIABLE
              ? "; train longer, or with more rows, and hold more rows out to pick the epoch"
              : ", which is well calibrated");
    }
    return String.format(
        Locale.ROOT,
        "%.0f %% of the values lie in the middle 50 %% that the model draws for their column, %.0f %%"
            + " in the middle 90 %% (least well '%s', %.0f %%)%s",
        100 * half,
        100 * nineTenths,
        worst,
        100 * ofWorst,
        remedy());
  }

  private String remedy() {
    if (half < 0.5 - NEAR_HALF || nineTenths < 0.9 - NEAR_NINE_TENTHS) {
      return "; the model is too sure: it needs more components or latent dimensions, or rows like"
          + " these in its fit";
    }
    return half > 0.5 + NEAR_HALF || nineTenths > 0.9 + NEAR_NINE_TENTHS
        ? "; the model draws too wide: heavy-tailed or bent columns want a mixture, a flow or"
            + " another likelihood"
        : ", which is well calibrated";
  }
}
