package org.latent4j.report.internal.study;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.LinearOperator;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.RandomizedSvd;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Svd;
import org.latent4j.model.Encoder;
import org.latent4j.model.LatentSpace;

/** The plane in which rows are drawn, and the way of a row into it. */
public final class Plane {

  private static final long STREAM = 0x504c414e45L;

  private final Kind kind;
  private final String xLabel;
  private final String yLabel;
  private final UnaryOperator<Matrix> place;

  /** What the plane is. */
  public enum Kind {
    /** The two features themselves. */
    FEATURES,
    /** The first two codes. */
    CODES,
    /** The two directions along which the centres of the clusters differ most. */
    BETWEEN_CLUSTERS,
    /** The two directions along which the rows differ most. */
    BETWEEN_ROWS
  }

  private Plane(Kind kind, String xLabel, String yLabel, UnaryOperator<Matrix> place) {
    this.kind = kind;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
    this.place = place;
  }

  /** The plane of two features. */
  static Plane ofFeatures(Dataset data) {
    return new Plane(
        Kind.FEATURES,
        data.schema().features().get(0).name(),
        data.schema().features().get(1).name(),
        rows -> rows);
  }

  /** The plane of the first two codes; nothing when there are fewer, or codes are probabilities. */
  static Optional<Plane> ofCodes(Encoder encoder) {
    LatentSpace space = encoder.latentSpace();
    return space.kind() == LatentSpace.Kind.CONTINUOUS && space.dimension() >= 2
        ? Optional.of(
            new Plane(
                Kind.CODES,
                "code " + space.columnName(0),
                "code " + space.columnName(1),
                rows -> encoder.encode(rows).columnRange(0, 2)))
        : Optional.empty();
  }

  /**
   * The plane along which the centres of three or more clusters differ most, each counted by its
   * share.
   */
  static Plane ofClusters(Clusters clusters, double[] scales, long seed) {
    int k = clusters.count();
    int d = scales.length;
    double[] centre = new double[d];
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d && clusters.share(c) > 0; j++) {
        centre[j] += clusters.share(c) * clusters.means().get(c, j);
      }
    }
    Matrix means = scaled(clusters.means(), centre, scales);
    double[] weighted = means.toArray();
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d; j++) {
        weighted[c * d + j] =
            clusters.share(c) > 0 ? weighted[c * d + j] * Math.sqrt(clusters.share(c)) : 0;
      }
    }
    return alongAxes(
        Kind.BETWEEN_CLUSTERS,
        Matrix.wrap(k, d, weighted),
        centre,
        scales,
        "between clusters",
        seed);
  }

  /** The plane along which rows differ most: their first two principal axes. */
  static Plane ofRows(Matrix rows, double[] means, double[] scales, long seed) {
    return alongAxes(
        Kind.BETWEEN_ROWS, scaled(rows, means, scales), means, scales, "of variance", seed);
  }

  private static Plane alongAxes(
      Kind kind, Matrix centred, double[] centre, double[] scales, String share, long seed) {
    int count = Math.min(2, Math.min(centred.rows(), centred.columns()));
    Svd svd =
        RandomizedSvd.of(LinearOperator.of(centred), count, new SeededRandom(seed).split(STREAM));
    double total = Arrays.stream(centred.values()).map(v -> v * v).sum();
    String[] labels = new String[2];
    double[] axes = new double[2 * scales.length];
    for (int a = 0; a < 2; a++) {
      double value = a < count ? svd.singularValues()[a] : 0;
      labels[a] =
          String.format(
              java.util.Locale.ROOT,
              "axis %d, %.0f\u202F%% %s",
              a + 1,
              total > 0 ? 100 * value * value / total : 0,
              share);
      for (int j = 0; j < scales.length && a < count; j++) {
        axes[2 * j + a] = svd.rightVectors().get(j, a);
      }
    }
    Matrix directions = Matrix.wrap(scales.length, 2, axes);
    return new Plane(
        kind, labels[0], labels[1], rows -> scaled(rows, centre, scales).times(directions));
  }

  private static Matrix scaled(Matrix rows, double[] centre, double[] scales) {
    double[] values = rows.toArray();
    int d = scales.length;
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - centre[i % d]) / scales[i % d];
    }
    return Matrix.wrap(rows.rows(), d, values);
  }

  /**
   * What the plane is.
   *
   * @return its kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * What runs from left to right.
   *
   * @return a name that may have come with the data
   */
  public String xLabel() {
    return xLabel;
  }

  /**
   * What runs from bottom to top.
   *
   * @return a name that may have come with the data
   */
  public String yLabel() {
    return yLabel;
  }

  /**
   * Places rows.
   *
   * @param rows n×d in the user's units, complete
   * @return n×2
   */
  public Matrix place(Matrix rows) {
    return place.apply(rows);
  }
}
