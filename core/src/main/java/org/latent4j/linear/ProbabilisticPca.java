package org.latent4j.linear;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.gaussian.Gaps;
import org.latent4j.gaussian.MultivariateNormal;
import org.latent4j.graph.GaussianTerms;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Svd;
import org.latent4j.model.Conditional;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Described;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.LatentVariableModel;
import org.latent4j.model.Model;
import org.latent4j.model.Parameter;
import org.latent4j.model.Parameter.Axis;
import org.latent4j.model.Parameter.Symmetry;
import org.latent4j.model.Parametric;

/**
 * Probabilistic principal component analysis: z ~ N(0, I) of q dimensions, x = W·z + μ + ε with ε ~
 * N(0, σ²I) of d, so that x ~ N(μ, W·Wᵀ + σ²I).
 *
 * <p>The maximum of the likelihood is a closed form (Tipping and Bishop 1999,
 * doi:10.1111/1467-9868.00196, section 3.2; Bishop 2006, equations 12.45 and 12.46): σ² is the mean
 * of the d − q least eigenvalues λ of the covariance (divisor n), zeros included, and W = U·(Λ −
 * σ²I)^½, with U the eigenvectors of the q greatest. W is free up to a rotation of z; here its
 * columns are orthogonal and of decreasing length, the entry of largest magnitude of each is
 * positive.
 *
 * <p>With these columns M = WᵀW + σ²I is diagonal, and the inverse and the determinant of the
 * covariance (Woodbury's identity and its determinant lemma) need no solve: log p(x) = −½·(d·log 2π
 * + Σ log λ + (d − q)·log σ² + Σ tⱼ²/λⱼ + ‖r‖²/σ²), with t = Uᵀ(x − μ) the coordinates along the
 * axes and r = x − μ − U·t what they leave. It costs 4·d·q operations a row, and no difference of
 * large numbers is ever formed. As σ² → 0 it becomes PCA.
 *
 * <p>Rows with missing values are answered for by the normal distribution of what was observed, and
 * used in a fit by EM for its greatest likelihood; see {@link MultivariateNormal} for the cost.
 * Immutable, thread-safe.
 */
public final class ProbabilisticPca
    implements LatentVariableModel, LinearGaussian, Described, Parametric {

  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final PrincipalFrame frame;
  private final double[] explainedVariance;
  private final double noiseVariance;
  private final double[] lengths;
  private final double[] codeFactors;
  private final double logConstant;
  private volatile @Nullable MultivariateNormal normal;

  /**
   * Checks and joins the parts.
   *
   * @param explainedVariance λ, q variances, decreasing, at least σ²; kept
   * @param noiseVariance σ², above 0
   */
  ProbabilisticPca(PrincipalFrame frame, double[] explainedVariance, double noiseVariance) {
    PrincipalChecks.requireVariances(frame, explainedVariance, noiseVariance);
    this.frame = frame;
    this.explainedVariance = explainedVariance;
    this.noiseVariance = noiseVariance;
    int q = explainedVariance.length;
    lengths = new double[q];
    codeFactors = new double[q];
    double logDeterminant = (frame.featureCount() - q) * Math.log(noiseVariance);
    for (int j = 0; j < q; j++) {
      lengths[j] = Math.sqrt(explainedVariance[j] - noiseVariance);
      codeFactors[j] = lengths[j] / explainedVariance[j];
      logDeterminant += Math.log(explainedVariance[j]);
    }
    logConstant = -0.5 * (frame.featureCount() * LOG_TWO_PI + logDeterminant);
  }

  /**
   * Fits in closed form from one pass over the rows (or, for more features than rows, from the rows
   * in memory; the report says which), and by EM where values are missing: each iteration fills
   * them with their conditional means and covariances and takes the closed form of that, which
   * reaches a maximum of the likelihood of what was observed.
   *
   * <p>The noise variance is at least the mean over the features of resolution²/12, the variance of
   * their rounding, where the schema knows it: a density finer than that would describe the
   * rounding. The likelihood is then the greatest under that bound.
   *
   * @param data at least 2 rows of at least 2 features, each of which has values
   * @param options latent dimension
   * @param context threads, and for rows with gaps the listener
   * @return the model and its report, with the log likelihood of all rows
   * @throws IllegalArgumentException if the latent dimension is beyond what the rows allow:
   *     features − 1, and less than the number of axes along which the rows vary, so that some
   *     variance is left for the noise (unless its least value is known)
   * @throws DataException if there are too few rows or features, all rows are equal, a value is
   *     infinite, a feature has no value, or the rows vary along one axis only
   */
  public static FitResult<ProbabilisticPca> fit(
      Dataset data, ProbabilisticPcaOptions options, FitContext context) {
    return new ProbabilisticPcaFit(data, context).fit(options.latentDimension());
  }

  /**
   * Reads the maximum-likelihood model of a latent dimension off a spectrum; one spectrum gives the
   * models of all, and {@link PrincipalSpectrum#logLikelihood} their likelihoods.
   *
   * @param spectrum of rows of at least 2 features
   * @param latentDimension q, from 1 to features − 1 and at most the number of axes of the spectrum
   * @return the model
   * @throws IllegalArgumentException if the latent dimension is out of range, or the variance
   *     beyond it is 0
   */
  public static ProbabilisticPca of(PrincipalSpectrum spectrum, int latentDimension) {
    return of(spectrum, latentDimension, spectrum.noiseVariance(latentDimension));
  }

  /** With a noise variance that is not below what the spectrum leaves. */
  static ProbabilisticPca of(
      PrincipalSpectrum spectrum, int latentDimension, double noiseVariance) {
    double[] variances = Arrays.copyOf(spectrum.variances(), latentDimension);
    Arrays.setAll(variances, j -> Math.max(variances[j], noiseVariance));
    return new ProbabilisticPca(
        new PrincipalFrame(spectrum.mean(), spectrum.axes(latentDimension)),
        variances,
        noiseVariance);
  }

  /**
   * The model of given parameters. The latent variables are rotated so that the columns of W become
   * orthogonal, which leaves the distribution of x as it is.
   *
   * @param mean μ, d numbers, d at least 2
   * @param loadings W, d×q, q from 1 to d − 1
   * @param noiseVariance σ², finite and above 0
   * @return the model
   * @throws IllegalArgumentException if sizes disagree or an argument is out of range
   */
  public static ProbabilisticPca of(double[] mean, Matrix loadings, double noiseVariance) {
    Svd svd = Svd.of(loadings.transpose());
    double[] variances = svd.singularValues();
    Arrays.setAll(variances, j -> variances[j] * variances[j] + noiseVariance);
    return new ProbabilisticPca(
        new PrincipalFrame(mean.clone(), svd.rightVectors()), variances, noiseVariance);
  }

  @Override
  public int featureCount() {
    return frame.featureCount();
  }

  /**
   * d of the mean, d·q − q·(q − 1)/2 of W up to rotation, 1 of the noise.
   *
   * @return d·q − q·(q − 1)/2 + d + 1
   */
  @Override
  public long parameterCount() {
    return parameterCount(featureCount(), frame.latentDimension());
  }

  static long parameterCount(long d, long q) {
    return d * q - q * (q - 1) / 2 + d + 1;
  }

  @Override
  public LatentSpace latentSpace() {
    return new LatentSpace(frame.latentDimension(), LatentSpace.Kind.CONTINUOUS);
  }

  /**
   * Mean of each feature.
   *
   * @return μ, d numbers, a copy
   */
  public double[] mean() {
    return frame.mean();
  }

  /**
   * Directions of the columns of W.
   *
   * @return U, d×q, orthonormal columns
   */
  public Matrix principalAxes() {
    return frame.axes();
  }

  /**
   * Variance of x along each axis, noise included, divisor n.
   *
   * @return λ, q variances, decreasing, at least σ²; a copy
   */
  public double[] explainedVariance() {
    return explainedVariance.clone();
  }

  /**
   * Variance of the noise of each feature, and of x along every direction across the axes, divisor
   * n.
   *
   * @return σ², above 0
   */
  public double noiseVariance() {
    return noiseVariance;
  }

  /**
   * The loadings.
   *
   * @return W = U·(Λ − σ²I)^½, d×q, orthogonal columns of decreasing length
   */
  public Matrix loadings() {
    return frame.axes().times(Matrix.diagonal(lengths));
  }

  /**
   * Covariance of x.
   *
   * @return W·Wᵀ + σ²I, d×d
   */
  public Matrix covariance() {
    Matrix w = loadings();
    double[] noise = new double[featureCount()];
    Arrays.fill(noise, noiseVariance);
    return w.timesTransposed(w).plus(Matrix.diagonal(noise));
  }

  /** Mean, loadings up to a rotation, variance along each axis with noise, and noise variance. */
  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.vector("mean", Axis.FEATURE, frame.mean()).asLocation(),
        Parameter.loadings("loading", loadings(), Symmetry.ROTATION),
        Parameter.vector("explained variance", Axis.LATENT, explainedVariance),
        Parameter.scalar("noise variance", noiseVariance));
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  /** {@inheritDoc} That of the observed features where others are NaN. */
  @Override
  public double[] logDensity(Matrix observations) {
    frame.requireFeatures(observations);
    return Gaps.answer(observations, this::completeLogDensity, some -> normal().logDensity(some));
  }

  private double[] completeLogDensity(Matrix observations) {
    double[] values = new double[observations.rows()];
    frame.visit(
        observations,
        (first, scores, residuals) -> {
          for (int i = 0; i < scores.rows(); i++) {
            values[first + i] =
                logConstant - 0.5 * (along(scores.values(), i) + across(residuals.values(), i));
          }
        });
    return values;
  }

  /** Σ t²/λ of a row; divided before it is squared, so that no scale overflows. */
  private double along(double[] scores, int row) {
    int q = explainedVariance.length;
    double sum = 0;
    for (int j = 0; j < q; j++) {
      double t = scores[row * q + j];
      sum += t / explainedVariance[j] * t;
    }
    return sum;
  }

  /** ‖r‖²/σ² of a row. */
  private double across(double[] residuals, int row) {
    int d = featureCount();
    double factor = 1 / Math.sqrt(noiseVariance);
    double sum = 0;
    for (int i = row * d; i < (row + 1) * d; i++) {
      double r = residuals[i] * factor;
      sum += r * r;
    }
    return sum;
  }

  @Override
  public MultivariateNormal normal() {
    MultivariateNormal known = normal;
    if (known == null) {
      known = MultivariateNormal.of(frame.mean(), covariance());
      normal = known;
    }
    return known;
  }

  /**
   * {@inheritDoc} As long as more features are left than latent dimensions, it is probabilistic PCA
   * of the same noise, with codes turned to its own axes.
   */
  @Override
  public Model marginal(int... columns) {
    Conditional.requireColumns(columns, featureCount());
    if (columns.length <= frame.latentDimension()) {
      return normal().marginal(columns);
    }
    double[] mean = frame.mean();
    return of(
        Arrays.stream(columns).mapToDouble(j -> mean[j]).toArray(),
        loadings().selectRows(columns),
        noiseVariance);
  }

  /**
   * Distribution of the latent variables of a row: N(M⁻¹Wᵀ(x − μ), σ²M⁻¹), with M = WᵀW + σ²I. What
   * is missing from the row adds to the covariance.
   *
   * @param observation x, d numbers, NaN where missing
   * @return p(z|x); for a complete row the covariance is diagonal and the same for all
   * @throws IllegalArgumentException if there are not d numbers
   */
  public GaussianPosterior posterior(double... observation) {
    Matrix mean = encode(Matrix.of(1, observation.length, observation));
    double[] variances = Arrays.stream(explainedVariance).map(v -> noiseVariance / v).toArray();
    Matrix within = Matrix.diagonal(variances);
    Matrix codeMatrix = frame.axes().times(Matrix.diagonal(codeFactors));
    return new GaussianPosterior(
        mean.row(0), GaussianPosterior.withGaps(within, codeMatrix, this, observation));
  }

  /**
   * {@inheritDoc} E[z|x] = M⁻¹Wᵀ(x − μ), which shrinks towards 0 as the noise grows; what is
   * missing stands at its conditional mean.
   */
  @Override
  public Matrix encode(Matrix observations) {
    frame.requireFeatures(observations);
    return frame.encode(impute(observations), codeFactors);
  }

  /** {@inheritDoc} E[x|z] = W·z + μ. */
  @Override
  public Matrix decode(Matrix latent) {
    return frame.decode(latent, lengths);
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    double[] deviations = new double[featureCount()];
    Arrays.fill(deviations, Math.sqrt(noiseVariance));
    return LatentDraws.of(count, frame.latentDimension(), this::decode, deviations, random);
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    return LinearGraphs.of(
        function,
        featureCount(),
        frame.latentDimension(),
        Map.of(
            GraphFunction.LOG_DENSITY,
            x ->
                GaussianTerms.lowRank(
                    x, frame.mean(), frame.axes(), explainedVariance, noiseVariance, 0),
            GraphFunction.ENCODE,
            x -> frame.encode(x, codeFactors),
            GraphFunction.DECODE,
            z -> frame.decode(z, lengths)));
  }
}
