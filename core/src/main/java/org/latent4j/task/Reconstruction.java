package org.latent4j.task;

import java.util.ArrayList;
import java.util.List;
import org.latent4j.data.Dataset;
import org.latent4j.data.WeightedMean;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Decoder;
import org.latent4j.model.Encoder;
import org.latent4j.model.FittedModel;

/**
 * What is left of each row after its code: the mean row E[x|z] of its code z = E[z|x], and the
 * squared distance to it, in the user's units, where columns of large spread weigh most. Needs a
 * model with codes and a way back.
 */
public final class Reconstruction {

  private static final String NAME = "reconstruct";

  private final Matrix given;
  private final Matrix rows;
  private final double[] errors;
  private final double[] columnErrors;
  private final double meanError;

  private Reconstruction(
      Matrix given, Matrix rows, double[] errors, double[] columnErrors, double meanError) {
    this.given = given;
    this.rows = rows;
    this.errors = errors;
    this.columnErrors = columnErrors;
    this.meanError = meanError;
  }

  /**
   * The reconstruction of each row as a task.
   *
   * @param model has codes and a way back
   * @return gives the model's d features
   * @throws IllegalArgumentException if the model lacks codes or a way back
   */
  public static RowTask task(FittedModel model) {
    Encoder encoder = Capabilities.encoder(model, NAME);
    Decoder decoder = Capabilities.decoder(model, NAME);
    return new RowTask(
        NAME, model, model.schema().featureNames(), rows -> decoder.decode(encoder.encode(rows)));
  }

  /**
   * The reconstruction of each row with its error as a task.
   *
   * @param model has codes and a way back
   * @return gives the model's d features, then {@code reconstructionError}, ‖x − E[x|z]‖²
   * @throws IllegalArgumentException if the model lacks codes or a way back
   */
  public static RowTask taskWithErrors(FittedModel model) {
    Encoder encoder = Capabilities.encoder(model, NAME);
    Decoder decoder = Capabilities.decoder(model, NAME);
    List<String> columns = new ArrayList<>(model.schema().featureNames());
    columns.add("reconstructionError");
    return new RowTask(
        NAME, model, columns, rows -> withErrors(rows, decoder.decode(encoder.encode(rows))));
  }

  /** What is missing is at no distance. */
  private static double difference(double given, double reconstructed) {
    return Double.isNaN(given) ? 0 : given - reconstructed;
  }

  private static Matrix withErrors(Matrix given, Matrix rows) {
    int d = rows.columns();
    double[] values = new double[rows.rows() * (d + 1)];
    for (int i = 0; i < rows.rows(); i++) {
      double error = 0;
      for (int j = 0; j < d; j++) {
        double difference = difference(given.get(i, j), rows.get(i, j));
        values[i * (d + 1) + j] = rows.get(i, j);
        error += difference * difference;
      }
      values[i * (d + 1) + d] = error;
    }
    return Matrix.wrap(rows.rows(), d + 1, values);
  }

  /**
   * Reconstructs rows.
   *
   * @param model has codes and a way back
   * @param data n complete rows
   * @param threads how many threads work, at least 1
   * @return their reconstructions and errors
   * @throws IllegalArgumentException if the model lacks codes or a way back
   * @throws org.latent4j.data.DataException if the rows do not fit the model, or values are missing
   */
  public static Reconstruction of(FittedModel model, Dataset data, int threads) {
    Matrix rows = task(model).run(data, threads);
    Matrix given = AlignedDataset.of(model.schema(), data).toMatrix();
    double[] weights = Weights.of(data);
    int d = rows.columns();
    double[] errors = new double[rows.rows()];
    double[] columnSums = new double[d];
    for (int i = 0; i < errors.length; i++) {
      for (int j = 0; j < d; j++) {
        double difference = difference(given.get(i, j), rows.get(i, j));
        errors[i] += difference * difference;
        columnSums[j] += weights[i] * difference * difference;
      }
    }
    WeightedMean mean = WeightedMean.of(errors, weights);
    for (int j = 0; j < d; j++) {
      columnSums[j] = Math.sqrt(columnSums[j] / mean.weightTotal());
    }
    return new Reconstruction(given, rows, errors, columnSums, mean.mean());
  }

  /**
   * The rows themselves.
   *
   * @return n×d, in the columns of the model
   */
  public Matrix given() {
    return given;
  }

  /**
   * The mean row of each row's code.
   *
   * @return n×d, in the user's units
   */
  public Matrix rows() {
    return rows;
  }

  /**
   * Reconstruction error of each row, ‖x − E[x|z]‖².
   *
   * @return n numbers, a copy
   */
  public double[] errors() {
    return errors.clone();
  }

  /**
   * Mean reconstruction error.
   *
   * @return weighted mean of {@link #errors}; NaN without rows
   */
  public double meanError() {
    return meanError;
  }

  /**
   * Root mean squared error of each column.
   *
   * @return d numbers in the units of the columns, a copy; NaN without rows
   */
  public double[] columnErrors() {
    return columnErrors.clone();
  }
}
