package org.latent4j.task;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.latent4j.data.Column;
import org.latent4j.linalg.IncompleteGamma;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/**
 * Whether synthetic rows give away rows of the fit: whether they lie closer to these than to real
 * rows that the model never saw, and whether they are copies of them.
 *
 * <p>If nothing of single rows is kept, the nearest real row of a synthetic one, of both kinds
 * together, is a row of the fit as often as their share is. The share that is found is held against
 * that one by a permutation test: which real rows were fitted is as good as dealt by chance, so
 * that its variance follows from how many synthetic rows have each real row as their nearest, and
 * synthetic rows that crowd about one real row count little more than one. Nothing is assumed of
 * the distribution. Passing it does not prove privacy: it is a test of closeness, no guarantee such
 * as differential privacy.
 *
 * @param syntheticRows synthetic rows looked at, at most {@value #MOST_SYNTHETIC}
 * @param fittedRows rows of the fit looked at, at most {@value #MOST_REAL}
 * @param heldOutRows rows that were not fitted, likewise
 * @param nearerShare share of synthetic rows whose nearest real row is one of the fit
 * @param expectedShare what it would be by chance: the share of rows of the fit
 * @param standardError of the share found, by chance
 * @param pValue probability of such a share or a greater one by chance
 * @param copiedShare share of all synthetic rows that equal a row of the fit in every column
 * @param heldOutCopiedShare share of held-out rows that do: what rows of so few values do by chance
 * @param distances quantiles of the distance of synthetic rows to the nearest row of the fit, at
 *     {@link #SHARES}, in shares of the greatest distance
 * @param heldOutDistances the same of held-out rows
 */
public record Privacy(
    int syntheticRows,
    int fittedRows,
    int heldOutRows,
    double nearerShare,
    double expectedShare,
    double standardError,
    double pValue,
    double copiedShare,
    double heldOutCopiedShare,
    List<Double> distances,
    List<Double> heldOutDistances) {

  /** At which shares quantiles of distances are told. */
  public static final List<Double> SHARES = List.of(0.01, 0.05, 0.25, 0.5);

  static final int MOST_SYNTHETIC = 3_000;
  static final int MOST_REAL = 10_000;

  /** Copies the quantiles. */
  public Privacy {
    distances = List.copyOf(distances);
    heldOutDistances = List.copyOf(heldOutDistances);
  }

  /**
   * Looks.
   *
   * @param columns what the values are
   * @param synthetic at least one row
   * @param fitted at least one row
   * @param heldOut at least one row
   * @param random of the rows looked at
   * @param threads how many threads work
   * @return what was found
   */
  static Privacy of(
      List<Column> columns,
      Matrix synthetic,
      Matrix fitted,
      Matrix heldOut,
      SeededRandom random,
      int threads) {
    Matrix drawn = some(synthetic, MOST_SYNTHETIC, random);
    Matrix own = some(fitted, MOST_REAL, random);
    Matrix others = some(heldOut, MOST_REAL, random);
    RowDistance distance = new RowDistance(columns, joined(own, others));
    double[][] ofDrawn = distance.scaled(drawn);
    double[][] ofOwn = distance.scaled(own);
    double[][] ofOthers = distance.scaled(others);
    double[][] all =
        Stream.concat(Arrays.stream(ofOwn), Arrays.stream(ofOthers)).toArray(double[][]::new);
    RowDistance.Nearest[] nearest = distance.nearest(ofDrawn, all, threads);
    int n = ofOwn.length;
    double[] counts = new double[all.length];
    for (RowDistance.Nearest one : nearest) {
      for (int row : one.ties()) {
        counts[row] += 1.0 / one.ties().length;
      }
    }
    double nearer = Arrays.stream(counts, 0, n).sum() / nearest.length;
    double expected = (double) n / all.length;
    double error = standardError(counts, n) / nearest.length;
    Set<List<Double>> known = keys(fitted).collect(Collectors.toCollection(HashSet::new));
    return new Privacy(
        drawn.rows(),
        n,
        ofOthers.length,
        nearer,
        expected,
        error,
        error > 0 ? normalTail((nearer - expected) / error) : 1,
        copied(synthetic, known),
        copied(heldOut, known),
        quantiles(distance.nearest(ofDrawn, ofOwn, threads)),
        quantiles(
            distance.nearest(
                distance.scaled(some(others, MOST_SYNTHETIC, random)), ofOwn, threads)));
  }

  /** Of the sum of the counts of n rows drawn from all without replacement. */
  private static double standardError(double[] counts, int n) {
    double all = counts.length;
    double mean = Arrays.stream(counts).sum() / all;
    double squares = Arrays.stream(counts).map(c -> (c - mean) * (c - mean)).sum();
    return Math.sqrt(n / all * (all - n) / (all - 1) * squares);
  }

  /** Probability that a normal variable is at least z. */
  private static double normalTail(double z) {
    double both = IncompleteGamma.chiSquaredTail(z * z, 1);
    return z >= 0 ? both / 2 : 1 - both / 2;
  }

  private static Matrix some(Matrix rows, int most, SeededRandom random) {
    return rows.rows() <= most ? rows : rows.selectRows(random.sample(rows.rows(), most));
  }

  private static Matrix joined(Matrix first, Matrix second) {
    double[] values = Arrays.copyOf(first.values(), first.values().length + second.values().length);
    System.arraycopy(second.values(), 0, values, first.values().length, second.values().length);
    return Matrix.wrap(first.rows() + second.rows(), first.columns(), values);
  }

  /** Rows that can be looked up; 0 and −0 are the same. */
  private static Stream<List<Double>> keys(Matrix rows) {
    return IntStream.range(0, rows.rows())
        .mapToObj(i -> Arrays.stream(rows.row(i)).mapToObj(v -> v + 0.0).toList());
  }

  private static double copied(Matrix rows, Set<List<Double>> known) {
    return (double) keys(rows).filter(known::contains).count() / rows.rows();
  }

  private static List<Double> quantiles(RowDistance.Nearest[] nearest) {
    double[] sorted =
        Arrays.stream(nearest).mapToDouble(RowDistance.Nearest::distance).sorted().toArray();
    return SHARES.stream().map(share -> ColumnFidelity.quantile(sorted, share)).toList();
  }

  /**
   * Whether synthetic rows crowd about rows of the fit more than chance has it once in a hundred
   * times.
   *
   * @return whether the p-value is at most 0.01
   */
  public boolean isTooClose() {
    return pValue <= 0.01;
  }
}
