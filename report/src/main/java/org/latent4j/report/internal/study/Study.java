package org.latent4j.report.internal.study;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FittedModel;
import org.latent4j.report.ReportInput;

/**
 * What is known of a model and its rows, found once and shown in many places. Rows that are drawn
 * one by one are a seeded choice of at most 2,000; all else is found from every row, block by
 * block. What is asked of the model is asked of rows without missing values.
 */
public final class Study {

  /** The most rows that are drawn one by one. */
  public static final int SHOWN = 2000;

  private static final int LEAST_DRAWS = 500;
  private static final long SHOWN_STREAM = 0x53484f574eL;
  private static final long DRAWN_STREAM = 0x445241574eL;

  private final ReportInput input;
  private final DataSummary summary;
  private final CompleteRows complete;
  private final long[] shownNumbers;
  private final Matrix shown;
  private final Matrix drawn;
  private final Optional<Pictures> pictures;
  private final Optional<Clusters> clusters;
  private final Optional<Plane> plane;

  /**
   * Looks at the model and the rows.
   *
   * @param input what the report is about
   */
  public Study(ReportInput input) {
    this.input = input;
    FittedModel model = input.model();
    SeededRandom random = new SeededRandom(input.seed());
    summary = DataSummary.of(input.data());
    complete = CompleteRows.of(input.data(), summary);
    int[] chosen = complete.choose(SHOWN, random.split(SHOWN_STREAM));
    shownNumbers = Arrays.stream(chosen).mapToLong(complete::number).toArray();
    shown = Splits.select(complete.rows(), chosen).toMatrix();
    int draws = Math.max(LEAST_DRAWS, shown.rows());
    drawn =
        model
            .sampler()
            .map(s -> s.sample(draws, random.split(DRAWN_STREAM)))
            .orElseGet(() -> Matrix.zeros(0, model.schema().featureCount()));
    pictures = Pictures.of(model.schema(), summary);
    if (shown.rows() == 0) {
      clusters = Optional.empty();
      plane = Optional.empty();
    } else {
      DataSummary used = isComplete() ? summary : DataSummary.of(complete.rows());
      clusters = model.clusterer().map(c -> Clusters.of(c, complete.rows(), used.means()));
      plane = plane(used);
    }
  }

  private Optional<Plane> plane(DataSummary used) {
    int d = used.means().length;
    if (d < 2) {
      return Optional.empty();
    }
    if (d == 2) {
      return Optional.of(Plane.ofFeatures(input.data()));
    }
    // Codes of a model with clusters belong to one cluster each; they have no plane in common.
    Optional<Plane> codes =
        clusters.isPresent() ? Optional.empty() : input.model().encoder().flatMap(Plane::ofCodes);
    return codes.isPresent() ? codes : Optional.of(alongAxes(used));
  }

  /** Columns of tables are made comparable; pixels are. */
  private Plane alongAxes(DataSummary used) {
    double[] scales =
        Arrays.stream(used.standardDeviations())
            .map(s -> pictures.isPresent() || s == 0 ? 1 : s)
            .toArray();
    return clusters.isPresent() && clusters.get().count() > 2
        ? Plane.ofClusters(clusters.get(), scales, input.seed())
        : Plane.ofRows(shown, used.means(), scales, input.seed());
  }

  /**
   * What the report is about.
   *
   * @return the input
   */
  public ReportInput input() {
    return input;
  }

  /**
   * The model.
   *
   * @return takes and gives rows in the user's units
   */
  public FittedModel model() {
    return input.model();
  }

  /**
   * What a pass over all rows told.
   *
   * @return the summary
   */
  public DataSummary summary() {
    return summary;
  }

  /**
   * Whether no value is missing.
   *
   * @return whether all rows are complete
   */
  public boolean isComplete() {
    return summary.missingTotal() == 0;
  }

  /**
   * The rows that have no missing value.
   *
   * @return a view
   */
  public Dataset complete() {
    return complete.rows();
  }

  /**
   * Number of a complete row as a user counts.
   *
   * @param index among the complete rows, from 0
   * @return among all rows, from 1
   */
  public long rowNumber(long index) {
    return complete.number(index) + 1;
  }

  /**
   * A seeded choice of complete rows, in their order.
   *
   * @return at most 2,000 rows
   */
  public Matrix shown() {
    return shown;
  }

  /**
   * Number of a shown row as a user counts.
   *
   * @param index among the shown rows, from 0
   * @return among all rows, from 1
   */
  public long shownNumber(int index) {
    return shownNumbers[index] + 1;
  }

  /**
   * Rows drawn from the model.
   *
   * @return at least as many as are shown and at least 500; none if the model cannot draw
   */
  public Matrix drawn() {
    return drawn;
  }

  /**
   * How rows are images, if they are.
   *
   * @return the places of the pixels
   */
  public Optional<Pictures> pictures() {
    return pictures;
  }

  /**
   * The clusters in the complete rows, if the model finds clusters.
   *
   * @return the clusters
   */
  public Optional<Clusters> clusters() {
    return clusters;
  }

  /**
   * The plane in which rows are drawn, if there are two features or more.
   *
   * @return the plane
   */
  public Optional<Plane> plane() {
    return plane;
  }

  /**
   * Cluster of each of some rows.
   *
   * @param rows n×d in the user's units, complete
   * @return n indices; all −1 if the model finds no clusters
   */
  public int[] clusterOf(Matrix rows) {
    return model()
        .clusterer()
        .map(c -> c.cluster(rows))
        .orElseGet(() -> IntStream.generate(() -> -1).limit(rows.rows()).toArray());
  }

  /**
   * What a table tells of some features.
   *
   * @param features their indices
   * @return their facts, in that order
   */
  public List<ColumnFacts> columns(int[] features) {
    SeededRandom random = new SeededRandom(input.seed()).split(SHOWN_STREAM);
    Matrix some = isComplete() ? shown : Splits.subsample(input.data(), SHOWN, random).toMatrix();
    return ColumnFacts.of(input.data(), summary, some, features);
  }
}
