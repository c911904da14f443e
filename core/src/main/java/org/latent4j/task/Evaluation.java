package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.data.WeightedMean;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Density;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Encoder;
import org.latent4j.model.FittedModel;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.Variational;

/**
 * How well a model describes rows it has not seen, told so that models of all kinds can be
 * compared: log p(x) per row where it is exact, and where it is known by a bound the bound and what
 * tightens it, the importance-weighted bound log 1/S Σ p(x, zₛ)/q(zₛ|x) (Burda, Grosse and
 * Salakhutdinov 2016, arXiv:1509.00519, equation 8), which rises to log p(x) with the number S of
 * samples. Beside it what each latent dimension tells of the rows.
 *
 * <p>What is drawn for a row depends on the seed and the row alone, so that all is the same for any
 * order of the rows and any number of threads. Where the density is over outcomes that the values
 * give the probabilities of, such as black and white for grey pixels, one outcome is drawn for each
 * row and everything is told of it. Immutable.
 */
public final class Evaluation {

  private static final String NAME = "evaluate";
  private static final long ROWS_STREAM = 1;
  private static final long CODES_STREAM = 2;
  private static final double ACTIVE = 0.01;
  private static final int BOUND = 0;
  private static final int IMPORTANCE = 1;
  private static final int EFFECTIVE = 2;
  private static final int FIRST_DIMENSION = 3;

  private final DensityKind kind;
  private final int features;
  private final long rowCount;
  private final WeightedMean logDensity;
  private final Optional<ImportanceBound> importance;
  private final List<LatentUse> latent;
  private final double[] scores;

  private Evaluation(
      DensityKind kind,
      int features,
      long rowCount,
      WeightedMean logDensity,
      Optional<ImportanceBound> importance,
      List<LatentUse> latent,
      double[] scores) {
    this.kind = kind;
    this.features = features;
    this.rowCount = rowCount;
    this.logDensity = logDensity;
    this.importance = importance;
    this.latent = List.copyOf(latent);
    this.scores = scores;
  }

  /**
   * How it is done.
   *
   * @param samples codes drawn for each row, at least 1
   * @param mostRows rows looked at, a random part of those given, at least 1
   * @param seed of the part and of the codes
   */
  public record Options(int samples, int mostRows, long seed) {

    private static final int SAMPLES = 500;
    private static final int ROWS = 1000;

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Options {
      if (samples < 1) {
        throw new IllegalArgumentException("samples must be at least 1, got " + samples);
      }
      if (mostRows < 1) {
        throw new IllegalArgumentException("mostRows must be at least 1, got " + mostRows);
      }
    }

    /**
     * 500 samples of 1,000 rows, seed 0.
     *
     * @return the defaults
     */
    public static Options defaults() {
      return new Options(SAMPLES, ROWS, 0);
    }
  }

  /**
   * The importance-weighted bound.
   *
   * @param perRow mean over the rows in nats, and its standard error over them
   * @param effectiveSamples mean over the rows of (Σ w)² / Σ w², from 1 to the number of samples;
   *     few tell that the bound is still loose
   * @param samples codes drawn for each row
   */
  public record ImportanceBound(WeightedMean perRow, double effectiveSamples, int samples) {}

  /**
   * What a latent dimension tells.
   *
   * @param name such as z1
   * @param divergence mean over the rows of KL(q(zⱼ|x) ‖ p(zⱼ)), nats
   * @param variance of the codes over the rows, divisor n
   */
  public record LatentUse(String name, double divergence, double variance) {

    /**
     * Whether the dimension is used (Burda et al. 2016, section 5.2).
     *
     * @return whether the variance of its codes is above 0.01
     */
    public boolean isActive() {
      return variance > ACTIVE;
    }
  }

  /**
   * Evaluates a model.
   *
   * @param model has a density
   * @param data complete rows, at least 1
   * @param options samples, rows and seed
   * @param threads how many threads work, at least 1
   * @return what was found
   * @throws IllegalArgumentException if the model has no density
   * @throws org.latent4j.data.DataException if the rows do not fit the model, or values are missing
   */
  public static Evaluation of(FittedModel model, Dataset data, Options options, int threads) {
    Density density = Capabilities.density(model, NAME);
    SeededRandom random = new SeededRandom(options.seed());
    Dataset some = Splits.subsample(data, options.mostRows(), random.split(ROWS_STREAM));
    Optional<Variational> variational = model.variational();
    Optional<LatentSpace> space = model.encoder().map(Encoder::latentSpace);
    if (variational.isEmpty()) {
      Scoring scoring = Scoring.of(model, some, threads);
      return new Evaluation(
          density.densityKind(),
          model.schema().featureCount(),
          some.rowCount(),
          WeightedMean.of(scoring.logDensities(), Weights.of(some)),
          Optional.empty(),
          List.of(),
          scoring.logDensities());
    }
    int q = space.map(LatentSpace::dimension).orElse(0);
    List<String> columns = new ArrayList<>(List.of("bound", "importance", "effective"));
    for (int j = 0; j < 2 * q; j++) {
      columns.add("latent" + j);
    }
    SeededRandom codes = random.split(CODES_STREAM);
    RowTask task =
        new RowTask(
            NAME,
            model.schema(),
            columns,
            rows -> answers(model, variational.get(), rows, options.samples(), codes));
    Matrix answers = task.run(some, threads);
    return of(model, answers, Weights.of(some), space, options.samples());
  }

  private static Evaluation of(
      FittedModel model,
      Matrix answers,
      double[] weights,
      Optional<LatentSpace> space,
      int samples) {
    List<LatentUse> latent = new ArrayList<>();
    int q = space.map(LatentSpace::dimension).orElse(0);
    for (int j = 0; j < q; j++) {
      double[] codes = answers.column(FIRST_DIMENSION + q + j);
      double mean = WeightedMean.of(codes, weights).mean();
      double[] squares = Arrays.stream(codes).map(z -> (z - mean) * (z - mean)).toArray();
      latent.add(
          new LatentUse(
              space.get().columnName(j),
              WeightedMean.of(answers.column(FIRST_DIMENSION + j), weights).mean(),
              WeightedMean.of(squares, weights).mean()));
    }
    return new Evaluation(
        DensityKind.LOWER_BOUND,
        model.schema().featureCount(),
        answers.rows(),
        WeightedMean.of(answers.column(BOUND), weights),
        Optional.of(
            new ImportanceBound(
                WeightedMean.of(answers.column(IMPORTANCE), weights),
                WeightedMean.of(answers.column(EFFECTIVE), weights).mean(),
                samples)),
        latent,
        answers.column(IMPORTANCE));
  }

  private static Matrix answers(
      FittedModel model, Variational density, Matrix rows, int samples, SeededRandom random) {
    int q = model.encoder().map(e -> e.latentSpace().dimension()).orElse(0);
    int width = FIRST_DIMENSION + 2 * q;
    double[] answers = new double[rows.rows() * width];
    for (int i = 0; i < rows.rows(); i++) {
      Matrix given = rows.rowRange(i, i + 1);
      SeededRandom ofRow = random.split(Arrays.hashCode(given.values()));
      Matrix row = density.outcomes(given, ofRow.split(0));
      double[] logs = density.logWeights(row, samples, ofRow.split(1)).values();
      summarise(logs, answers, i * width);
      if (q > 0) {
        double[] divergences = density.divergences(row).values();
        double[] codes = model.encoder().orElseThrow().encode(row).values();
        System.arraycopy(divergences, 0, answers, i * width + FIRST_DIMENSION, q);
        System.arraycopy(codes, 0, answers, i * width + FIRST_DIMENSION + q, q);
      }
    }
    return Matrix.wrap(rows.rows(), width, answers);
  }

  /** The mean of logarithms, the logarithm of the mean, and the effective number of weights. */
  private static void summarise(double[] logs, double[] target, int offset) {
    double max = Double.NEGATIVE_INFINITY;
    double mean = 0;
    for (double log : logs) {
      max = Math.max(max, log);
      mean += log / logs.length;
    }
    double sum = 0;
    double squares = 0;
    for (double log : logs) {
      double weight = Math.exp(log - max);
      sum += weight;
      squares += weight * weight;
    }
    target[offset + BOUND] = mean;
    target[offset + IMPORTANCE] = max + Math.log(sum / logs.length);
    target[offset + EFFECTIVE] = sum * sum / squares;
  }

  /**
   * What the log density is.
   *
   * @return exact, a bound or an estimate
   */
  public DensityKind densityKind() {
    return kind;
  }

  /**
   * How many rows were looked at.
   *
   * @return at least 1
   */
  public long rowCount() {
    return rowCount;
  }

  /**
   * log p(x), or the bound of it.
   *
   * @return mean over the rows in nats, and its standard error over them
   */
  public WeightedMean logDensity() {
    return logDensity;
  }

  /**
   * The bound that importance weights tighten.
   *
   * @return nothing for a model that knows log p(x) without
   */
  public Optional<ImportanceBound> importance() {
    return importance;
  }

  /**
   * What the latent dimensions tell.
   *
   * @return in the order of the codes; empty for a model that knows log p(x) without them
   */
  public List<LatentUse> latent() {
    return latent;
  }

  /**
   * How many latent dimensions are used.
   *
   * @return from 0 to q
   */
  public int activeUnits() {
    return (int) latent.stream().filter(LatentUse::isActive).count();
  }

  /**
   * The tightest number there is of each row that was looked at: log p(x), or its importance-
   * weighted bound.
   */
  double[] scores() {
    return scores.clone();
  }

  /** The mean of {@link #scores} over the rows. */
  WeightedMean tightest() {
    return importance.map(ImportanceBound::perRow).orElse(logDensity);
  }

  /**
   * The tightest number there is, as bits per dimension.
   *
   * @return −log₂ p(x) / d on average; lower is better
   */
  public double bitsPerDimension() {
    return -tightest().mean() / (Math.log(2) * features);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "Evaluation[%d rows, %s]", rowCount, logDensity);
  }
}
