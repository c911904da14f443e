package org.latent4j.task;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;

/**
 * Whether a model draws new rows or those it was fitted to: distances of drawn rows to the nearest
 * row of the fit, against those of rows that the model has not seen. Pixels are taken as they are,
 * other columns in deviations of the rows of the fit.
 *
 * @param closer how often a drawn row is closer to a row of the fit than a row not seen is: about
 *     half for a model that draws new rows, near 1 for one that copies, near 0 for one whose rows
 *     are far from all real ones
 * @param drawn median distance of drawn rows
 * @param unseen median distance of rows not seen
 * @param copies share of drawn rows that equal a row of the fit
 * @param known share of the rows not seen that equal a row of the fit; many of them were seen
 * @param trainingRows how many rows of the fit were looked at
 * @param drawnRows how many rows were drawn
 */
public record SampleCopies(
    RocArea closer,
    double drawn,
    double unseen,
    double copies,
    double known,
    long trainingRows,
    long drawnRows) {

  private static final int MOST_TRAINING = 60_000;
  private static final long TRAINING_STREAM = 11;
  private static final long UNSEEN_STREAM = 12;

  /**
   * Compares distances.
   *
   * @param model draws rows, of numbers alone
   * @param training rows it was fitted to, of which 60,000 at most are looked at
   * @param unseen rows of the same origin that it was not fitted to
   * @param mostRows how many rows are drawn, and how many of those not seen are looked at at most;
   *     at least 2
   * @param seed of the draws
   * @param threads how many threads work, at least 1
   * @return the comparison
   * @throws IllegalArgumentException if the model draws no rows
   * @throws DataException if a column holds words or a value is missing
   */
  public static SampleCopies of(
      FittedModel model, Dataset training, Dataset unseen, int mostRows, long seed, int threads) {
    for (Column column : model.schema().features()) {
      if (!column.levels().isEmpty()) {
        throw new DataException(
            "distances to rows of the fit are of numbers, but column '"
                + column.name()
                + "' holds words; leave out the training rows");
      }
    }
    SeededRandom random = new SeededRandom(seed);
    Matrix fitted =
        rows(model, Splits.subsample(training, MOST_TRAINING, random.split(TRAINING_STREAM)));
    Matrix held = rows(model, Splits.subsample(unseen, mostRows, random.split(UNSEEN_STREAM)));
    Matrix samples = Sampling.of(model, mostRows, Sampling.Rounding.TO_RESOLUTION, seed, threads);
    double[] scales = scales(model, fitted);
    NearestRows ofDrawn =
        NearestRows.of(scaled(fitted, scales), scaled(samples, scales), 1, threads);
    NearestRows ofUnseen = NearestRows.of(scaled(fitted, scales), scaled(held, scales), 1, threads);
    double[] drawnDistances = ofDrawn.distances();
    double[] unseenDistances = ofUnseen.distances();
    return new SampleCopies(
        RocArea.of(unseenDistances, drawnDistances),
        median(drawnDistances),
        median(unseenDistances),
        shareOfZeros(drawnDistances),
        shareOfZeros(unseenDistances),
        fitted.rows(),
        samples.rows());
  }

  private static Matrix rows(FittedModel model, Dataset data) {
    Matrix rows = AlignedDataset.of(model.schema(), data).toMatrix();
    for (double value : rows.values()) {
      if (!Double.isFinite(value)) {
        throw new DataException("distances to rows of the fit need complete rows, drop or impute");
      }
    }
    return rows;
  }

  private static double[] scales(FittedModel model, Matrix rows) {
    double[] scales = new double[rows.columns()];
    Arrays.fill(scales, 1);
    if (model.schema().image().isEmpty()) {
      for (int j = 0; j < scales.length; j++) {
        double[] column = rows.column(j);
        double mean = Arrays.stream(column).average().orElse(0);
        double squares = Arrays.stream(column).map(v -> (v - mean) * (v - mean)).sum();
        scales[j] = squares > 0 ? Math.sqrt(column.length / squares) : 1;
      }
    }
    return scales;
  }

  private static Matrix scaled(Matrix rows, double[] scales) {
    double[] values = rows.toArray();
    for (int at = 0; at < values.length; at++) {
      values[at] *= scales[at % scales.length];
    }
    return Matrix.wrap(rows.rows(), rows.columns(), values);
  }

  private static double median(double[] values) {
    double[] sorted = Arrays.stream(values).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double shareOfZeros(double[] distances) {
    return IntStream.range(0, distances.length).filter(i -> distances[i] == 0).count()
        / (double) distances.length;
  }
}
