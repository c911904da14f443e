package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Decoder;
import org.latent4j.model.FittedModel;

/**
 * What a model makes of codes on the way from one to another: rows that show what codes mean. Needs
 * a model with a way back from codes. Rows are in the user's units.
 */
public final class LatentWalks {

  private static final String NAME = "picture";

  private final FittedModel model;
  private final Decoder decoder;
  private final double[] centre;
  private final double[] spread;

  private LatentWalks(FittedModel model, Decoder decoder, double[] centre, double[] spread) {
    this.model = model;
    this.decoder = decoder;
    this.centre = centre;
    this.spread = spread;
  }

  /**
   * Walks about the code 0, in steps of 1: where codes are standard normal.
   *
   * @param model has a way back from codes
   * @return the walks
   * @throws IllegalArgumentException if the model has none
   */
  public static LatentWalks of(FittedModel model) {
    Decoder decoder = Capabilities.decoder(model, NAME);
    int q = decoder.latentSpace().dimension();
    double[] ones = new double[q];
    Arrays.fill(ones, 1);
    return new LatentWalks(model, decoder, new double[q], ones);
  }

  /**
   * Walks about the mean code of rows, in steps of the standard deviation of each dimension.
   *
   * @param model has codes and a way back
   * @param data complete rows
   * @param threads how many threads work, at least 1
   * @return the walks
   * @throws IllegalArgumentException if the model lacks codes or a way back
   * @throws org.latent4j.data.DataException if the rows do not fit the model
   */
  public static LatentWalks of(FittedModel model, Dataset data, int threads) {
    Decoder decoder = Capabilities.decoder(model, NAME);
    Matrix codes = Codes.task(model).run(data, threads);
    double[] weights = Weights.of(data);
    int q = codes.columns();
    double[] centre = new double[q];
    double[] spread = new double[q];
    for (int j = 0; j < q; j++) {
      double total = 0;
      for (int i = 0; i < weights.length; i++) {
        total += weights[i];
        centre[j] += weights[i] * codes.get(i, j);
      }
      centre[j] /= total;
      for (int i = 0; i < weights.length; i++) {
        double r = codes.get(i, j) - centre[j];
        spread[j] += weights[i] / total * r * r;
      }
      spread[j] = Math.sqrt(spread[j]);
    }
    return new LatentWalks(model, decoder, centre, spread);
  }

  /**
   * One dimension after the other from one end to the other, the rest at the centre.
   *
   * @param steps codes on each walk, at least 2
   * @param reach how many spreads each end is away from the centre
   * @return decoded codes of each dimension, steps×d
   */
  public List<Matrix> traversal(int steps, double reach) {
    requireSteps(steps);
    int q = centre.length;
    List<Matrix> walks = new ArrayList<>();
    for (int j = 0; j < q; j++) {
      double[] codes = new double[steps * q];
      for (int s = 0; s < steps; s++) {
        System.arraycopy(centre, 0, codes, s * q, q);
        codes[s * q + j] += spread[j] * at(s, steps, reach);
      }
      walks.add(decoder.decode(Matrix.wrap(steps, q, codes)));
    }
    return walks;
  }

  /**
   * Straight lines between the codes of each row and the next.
   *
   * @param data at least 2 complete rows
   * @param steps codes on each walk, at least 2, from the first row's to the second's
   * @param threads how many threads work, at least 1
   * @return decoded codes of each pair, steps×d
   * @throws IllegalArgumentException if the model lacks codes, or there are fewer than 2 rows
   * @throws org.latent4j.data.DataException if the rows do not fit the model
   */
  public List<Matrix> interpolation(Dataset data, int steps, int threads) {
    requireSteps(steps);
    Matrix ends = Codes.task(model).run(data, threads);
    if (ends.rows() < 2) {
      throw new IllegalArgumentException(
          "an interpolation needs at least 2 rows, got " + ends.rows());
    }
    int q = ends.columns();
    List<Matrix> walks = new ArrayList<>();
    for (int i = 0; i + 1 < ends.rows(); i++) {
      double[] codes = new double[steps * q];
      for (int s = 0; s < steps; s++) {
        double share = (double) s / (steps - 1);
        for (int j = 0; j < q; j++) {
          codes[s * q + j] = (1 - share) * ends.get(i, j) + share * ends.get(i + 1, j);
        }
      }
      walks.add(decoder.decode(Matrix.wrap(steps, q, codes)));
    }
    return walks;
  }

  /**
   * The plane of a model of two latent dimensions: the first from left to right, the second from
   * bottom to top.
   *
   * @param steps codes along each side, at least 2
   * @param reach how many spreads each side is away from the centre
   * @return decoded codes of each line, steps×d
   * @throws IllegalArgumentException if the model has not two latent dimensions
   */
  public List<Matrix> map(int steps, double reach) {
    requireSteps(steps);
    if (centre.length != 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a map needs a model of 2 latent dimensions, got %d; take traversal",
              centre.length));
    }
    List<Matrix> lines = new ArrayList<>();
    for (int row = 0; row < steps; row++) {
      double[] codes = new double[2 * steps];
      for (int s = 0; s < steps; s++) {
        codes[2 * s] = centre[0] + spread[0] * at(s, steps, reach);
        codes[2 * s + 1] = centre[1] - spread[1] * at(row, steps, reach);
      }
      lines.add(decoder.decode(Matrix.wrap(steps, 2, codes)));
    }
    return lines;
  }

  private static double at(int step, int steps, double reach) {
    return reach * (2.0 * step / (steps - 1) - 1);
  }

  private static void requireSteps(int steps) {
    if (steps < 2) {
      throw new IllegalArgumentException("steps must be at least 2, got " + steps);
    }
  }
}
