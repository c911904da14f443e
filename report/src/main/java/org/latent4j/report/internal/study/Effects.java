package org.latent4j.report.internal.study;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Encoder;
import org.latent4j.model.FittedModel;
import org.latent4j.model.LatentSpace;

/**
 * What each code does to a row: how the mean row moves when the code moves by one standard
 * deviation from the mean code. For a linear model this is the principal axis, in the user's units,
 * as long as the data are wide along it. Needs nothing of the model but codes and a way back.
 */
public final class Effects {

  private final LatentSpace space;
  private final Matrix moves;
  private final double[] shares;

  private Effects(LatentSpace space, Matrix moves, double[] shares) {
    this.space = space;
    this.moves = moves;
    this.shares = shares;
  }

  /**
   * Whether a model has codes that are points in space, and a way back from them.
   *
   * @param model any
   * @return whether {@link #of} can be asked
   */
  public static boolean existFor(FittedModel model) {
    return model.decoder().isPresent()
        && model
            .encoder()
            .map(e -> e.latentSpace().kind() == LatentSpace.Kind.CONTINUOUS)
            .orElse(false);
  }

  /**
   * Finds them, in one pass over the complete rows.
   *
   * @param study with at least one complete row, of a model that has such codes
   * @return the effects
   */
  public static Effects of(Study study) {
    FittedModel model = study.model();
    Dataset data = study.complete();
    Encoder encoder = model.encoder().orElseThrow();
    LatentSpace space = encoder.latentSpace();
    Matrix rows = model.decoder().orElseThrow().decode(steps(encoder, data));
    int q = space.dimension();
    int d = rows.columns();
    double[] moves = new double[q * d];
    for (int a = 0; a < q; a++) {
      for (int j = 0; j < d; j++) {
        moves[a * d + j] = rows.get(a + 1, j) - rows.get(0, j);
      }
    }
    Matrix all = Matrix.wrap(q, d, moves);
    double[] variances = (study.isComplete() ? study.summary() : DataSummary.of(data)).variances();
    return new Effects(space, all, shares(all, variances, model.encoding().scales()));
  }

  /** The mean code, and below it the mean code with each entry a standard deviation higher. */
  private static Matrix steps(Encoder encoder, Dataset data) {
    int q = encoder.latentSpace().dimension();
    double[] sums = new double[q];
    double[] squares = new double[q];
    double[] first = encoder.encode(data.rows(0, 1)).row(0);
    Blocks.forEach(
        data,
        (firstRow, rows) -> {
          Matrix codes = encoder.encode(rows);
          for (int i = 0; i < codes.rows(); i++) {
            for (int a = 0; a < q; a++) {
              double difference = codes.get(i, a) - first[a];
              sums[a] += difference;
              squares[a] += difference * difference;
            }
          }
        });
    double n = data.rowCount();
    double[] places = new double[(q + 1) * q];
    for (int a = 0; a < q; a++) {
      double mean = sums[a] / n;
      for (int r = 0; r <= q; r++) {
        places[r * q + a] = first[a] + mean;
      }
      places[(a + 1) * q + a] += Math.sqrt(Math.max(0, squares[a] / n - mean * mean));
    }
    return Matrix.wrap(q + 1, q, places);
  }

  private static double[] shares(Matrix moves, double[] variances, double[] scales) {
    double total = 0;
    for (int j = 0; j < scales.length; j++) {
      total += variances[j] / (scales[j] * scales[j]);
    }
    double[] shares = new double[moves.rows()];
    for (int a = 0; a < shares.length; a++) {
      for (int j = 0; j < scales.length; j++) {
        double move = moves.get(a, j) / scales[j];
        shares[a] += total > 0 ? move * move / total : 0;
      }
    }
    return shares;
  }

  /**
   * The space of codes.
   *
   * @return q and what a code is
   */
  public LatentSpace space() {
    return space;
  }

  /**
   * How the mean row moves with each code.
   *
   * @return q×d, in the user's units
   */
  public Matrix moves() {
    return moves;
  }

  /**
   * Share of the rows' variance, in the units that the model works in, that comes back through one
   * code.
   *
   * @param code from 0
   * @return for principal components, the explained share
   */
  public double share(int code) {
    return shares[code];
  }

  /**
   * The features that a code moves most, measured in their standard deviations.
   *
   * @param code from 0
   * @param deviations of the features
   * @param most how many at most
   * @return their indices, the most moved first
   */
  public int[] leading(int code, double[] deviations, int most) {
    return IntStream.range(0, moves.columns())
        .filter(j -> deviations[j] > 0)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                (Integer j) -> -Math.abs(moves.get(code, j) / deviations[j])))
        .limit(most)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
