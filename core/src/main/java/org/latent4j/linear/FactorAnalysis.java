package org.latent4j.linear;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.em.Moments;
import org.latent4j.gaussian.Gaps;
import org.latent4j.gaussian.MultivariateNormal;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.linalg.Cholesky;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Conditional;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Described;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.LatentVariableModel;
import org.latent4j.model.Model;
import org.latent4j.model.ModelTable;
import org.latent4j.model.Parameter;
import org.latent4j.model.Parameter.Axis;
import org.latent4j.model.Parameter.Symmetry;
import org.latent4j.model.Parametric;
import org.latent4j.model.Tabulated;

/**
 * Factor analysis: z ~ N(0, Φ) of q dimensions, x = Λ·z + μ + ε with ε ~ N(0, Ψ) of d, Ψ diagonal,
 * so that x ~ N(μ, Λ·Φ·Λᵀ + Ψ). Each feature has a noise variance of its own, so the model does not
 * depend on the units of the features: scaled rows give the scaled model. Φ = I unless the factors
 * were turned to oblique axes.
 *
 * <p>The maximum of the likelihood is found from the covariance alone, in one pass over the rows
 * and some ten steps of d³ operations: Newton's method on log Ψ, the loadings being the best for
 * each Ψ (Lawley 1940; Jöreskog 1967, doi:10.1007/BF02289658). The likelihood may have several
 * maxima, so there are several starts. It may rise until a noise variance is 0 (a Heywood case); a
 * floor keeps it above, and the report names the feature.
 *
 * <p>In units in which each feature has noise of variance 1 this is {@link ProbabilisticPca}, which
 * answers here: log p(x) costs 4·d·q operations a row and forms no difference of large numbers,
 * however small a noise variance is.
 *
 * <p>Rows with missing values are answered for by the normal distribution of what was observed, and
 * used in a fit by EM for its greatest likelihood; see {@link MultivariateNormal} for the cost.
 * Immutable, thread-safe.
 */
public final class FactorAnalysis
    implements LatentVariableModel, LinearGaussian, Described, Tabulated, Parametric {

  private final double[] mean;
  private final Matrix loadings;
  private final Matrix correlations;
  private final double[] noiseVariances;
  private final Rotation rotation;
  private final Matrix correlationRoot;
  private final WhitenedFactors white;
  private volatile @Nullable MultivariateNormal normal;

  /**
   * Checks and joins the parts.
   *
   * @param mean μ, kept
   * @param loadings Λ, d×q, kept
   * @param correlations Φ, q×q, kept
   * @param noiseVariances diagonal of Ψ, kept
   * @param rotation how the axes were chosen
   */
  FactorAnalysis(
      double[] mean,
      Matrix loadings,
      Matrix correlations,
      double[] noiseVariances,
      Rotation rotation) {
    FactorChecks.requireShapes(mean, loadings, noiseVariances);
    FactorChecks.requireCorrelations(correlations, loadings.columns());
    this.mean = mean;
    this.loadings = loadings;
    this.correlations = correlations;
    this.noiseVariances = noiseVariances;
    this.rotation = rotation;
    correlationRoot = Cholesky.of(correlations).lower();
    white = new WhitenedFactors(mean, loadings, correlationRoot, noiseVariances);
  }

  /**
   * Fits from one pass over the rows, or by EM where values are missing: each iteration takes the
   * moments that are expected of them and fits these, which reaches a maximum of the likelihood of
   * what was observed. The test of fit is told of complete rows alone.
   *
   * <p>The noise variance of a feature is at least a share of its variance, and at least
   * resolution²/12, the variance of its rounding, where the schema knows it: a density finer than
   * that would describe the rounding. The likelihood is then the greatest under that bound.
   *
   * @param data at least 2 rows of at least 2 features, each of which has values
   * @param options latent dimension, rotation, floor
   * @param context threads, seed of the starts; a start is gone on from
   * @return the model and its report, with the log likelihood of all rows; notes tell the test of
   *     fit and Heywood cases
   * @throws IllegalArgumentException if the latent dimension is beyond what the rows allow
   * @throws DataException if there are too few rows or features, a value is infinite, a feature has
   *     no value, or is constant
   */
  public static FitResult<FactorAnalysis> fit(
      Dataset data, FactorAnalysisOptions options, FitContext context) {
    return FactorAnalysisFit.of(data, options, context);
  }

  /**
   * Fits from moments, such as a published covariance matrix.
   *
   * @param moments of at least 2 rows of at least 2 features
   * @param options latent dimension, rotation, floor
   * @param context seed of the starts; a start is gone on from
   * @return the model and its report
   * @throws IllegalArgumentException if the latent dimension is beyond what the rows allow
   * @throws DataException if there are too few rows or features, or a feature is constant
   */
  public static FitResult<FactorAnalysis> fit(
      Moments moments, FactorAnalysisOptions options, FitContext context) {
    return FactorAnalysisFit.of(moments, options, context);
  }

  /**
   * The model of given parameters, with uncorrelated factors.
   *
   * @param mean μ, d numbers, d at least 2; copied
   * @param loadings Λ, d×q, q from 1 to d − 1
   * @param noiseVariances diagonal of Ψ, d numbers, finite and above 0; copied
   * @return the model
   * @throws IllegalArgumentException if sizes disagree or an argument is out of range
   */
  public static FactorAnalysis of(double[] mean, Matrix loadings, double[] noiseVariances) {
    Matrix correlations = Matrix.identity(loadings.columns());
    return new FactorAnalysis(
        mean.clone(), loadings, correlations, noiseVariances.clone(), Rotation.NONE);
  }

  @Override
  public int featureCount() {
    return mean.length;
  }

  /**
   * d of the mean, d·q − q·(q − 1)/2 of Λ up to rotation, d of the noise; where that is more than a
   * covariance has (the loadings are then not identified), what a covariance has.
   *
   * @return d + min(d·q − q·(q − 1)/2 + d, d·(d + 1)/2)
   */
  @Override
  public long parameterCount() {
    return parameterCount(mean.length, loadings.columns());
  }

  static long parameterCount(long d, long q) {
    return d + Math.min(d * q - q * (q - 1) / 2 + d, d * (d + 1) / 2);
  }

  @Override
  public LatentSpace latentSpace() {
    return new LatentSpace(loadings.columns(), LatentSpace.Kind.CONTINUOUS);
  }

  /**
   * Mean of each feature.
   *
   * @return μ, d numbers, a copy
   */
  public double[] mean() {
    return mean.clone();
  }

  /**
   * The loadings: what one unit of each factor adds to each feature.
   *
   * @return Λ, d×q, in the units of the features
   */
  public Matrix loadings() {
    return loadings;
  }

  /**
   * Correlations of the factors, whose variances are 1.
   *
   * @return Φ, q×q; the identity unless the axes are oblique
   */
  public Matrix factorCorrelations() {
    return correlations;
  }

  /**
   * Noise variance of each feature, divisor n.
   *
   * @return diagonal of Ψ, d numbers above 0, a copy
   */
  public double[] noiseVariances() {
    return noiseVariances.clone();
  }

  /**
   * How the axes of the factors were chosen.
   *
   * @return the rotation
   */
  public Rotation rotation() {
    return rotation;
  }

  /**
   * Covariance of x.
   *
   * @return Λ·Φ·Λᵀ + Ψ, d×d
   */
  public Matrix covariance() {
    Matrix w = loadings.times(correlationRoot);
    return w.timesTransposed(w).plus(Matrix.diagonal(noiseVariances));
  }

  /**
   * Share of each feature's variance that the factors explain.
   *
   * @return 1 − uniqueness, d numbers from 0 to 1
   */
  public double[] communalities() {
    return Arrays.stream(uniquenesses()).map(u -> 1 - u).toArray();
  }

  /**
   * Share of each feature's variance that is noise of its own.
   *
   * @return Ψⱼⱼ/Σⱼⱼ, d numbers from 0 to 1
   */
  public double[] uniquenesses() {
    return standardised().uniquenesses();
  }

  /**
   * Loadings of features of variance 1; for uncorrelated factors, the correlations of features and
   * factors.
   *
   * @return Λⱼₖ/√Σⱼⱼ, d×q
   */
  public Matrix standardisedLoadings() {
    return standardised().loadings();
  }

  private StandardisedFactors standardised() {
    return new StandardisedFactors(loadings, correlationRoot, noiseVariances);
  }

  /**
   * Tests whether so few factors explain the covariance.
   *
   * @param moments of the rows that this model was fitted to
   * @return the likelihood-ratio test against any covariance; nothing where there are no degrees of
   *     freedom, or too few rows for Bartlett's correction
   * @throws IllegalArgumentException if the features differ in number
   * @throws org.latent4j.linalg.NotPositiveDefiniteException if the covariance of the rows is
   *     singular
   */
  public Optional<TestOfFit> testOfFit(Moments moments) {
    return TestOfFit.of(this, standardised().deviations(), moments);
  }

  /**
   * {@inheritDoc} Standardised loadings with communalities and uniquenesses; what each factor
   * explains; correlations of oblique factors.
   */
  @Override
  public List<ModelTable> tables() {
    return FactorTables.of(this);
  }

  /**
   * Mean, loadings, noise variance of each feature. Loadings are told up to a rotation, or up to
   * signs where the factors are correlated, since a rotation would correlate them otherwise.
   */
  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.vector("mean", Axis.FEATURE, mean()).asLocation(),
        Parameter.loadings(
            "loading",
            loadings(),
            rotation() == Rotation.PROMAX ? Symmetry.SIGNS : Symmetry.ROTATION),
        Parameter.vector("noise variance", Axis.FEATURE, noiseVariances()).asVariances());
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  /** {@inheritDoc} That of the observed features where others are NaN. */
  @Override
  public double[] logDensity(Matrix observations) {
    white.requireFeatures(observations);
    return Gaps.answer(observations, white::logDensity, some -> normal().logDensity(some));
  }

  @Override
  public MultivariateNormal normal() {
    MultivariateNormal known = normal;
    if (known == null) {
      known = MultivariateNormal.of(mean, covariance());
      normal = known;
    }
    return known;
  }

  /**
   * {@inheritDoc} As long as more features are left than factors, it is a factor analysis with the
   * same factors.
   */
  @Override
  public Model marginal(int... columns) {
    Conditional.requireColumns(columns, featureCount());
    if (columns.length <= loadings.columns()) {
      return normal().marginal(columns);
    }
    return new FactorAnalysis(
        Arrays.stream(columns).mapToDouble(j -> mean[j]).toArray(),
        loadings.selectRows(columns),
        correlations,
        Arrays.stream(columns).mapToDouble(j -> noiseVariances[j]).toArray(),
        rotation);
  }

  /**
   * Distribution of the factors of a row: N(G·Λᵀ·Ψ⁻¹·(x − μ), G), with G = (Φ⁻¹ + Λᵀ·Ψ⁻¹·Λ)⁻¹. What
   * is missing from the row adds to the covariance.
   *
   * @param observation x, d numbers, NaN where missing
   * @return p(z|x); the covariance is the same for every complete row
   * @throws IllegalArgumentException if there are not d numbers
   */
  public GaussianPosterior posterior(double... observation) {
    Matrix code = encode(Matrix.of(1, observation.length, observation));
    return white.posterior(code.row(0), this, observation);
  }

  /**
   * {@inheritDoc} E[z|x], the regression scores of Thomson (1951); what is missing stands at its
   * conditional mean.
   */
  @Override
  public Matrix encode(Matrix observations) {
    white.requireFeatures(observations);
    return white.encode(impute(observations));
  }

  /** {@inheritDoc} E[x|z] = Λ·z + μ. */
  @Override
  public Matrix decode(Matrix latent) {
    int q = loadings.columns();
    if (latent.columns() != q) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "latent must have %d columns, got %d", q, latent.columns()));
    }
    Matrix points = latent.timesTransposed(loadings);
    double[] values = points.values();
    for (int i = 0; i < values.length; i++) {
      values[i] += mean[i % mean.length];
    }
    return points;
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    double[] deviations = Arrays.stream(noiseVariances).map(Math::sqrt).toArray();
    return LatentDraws.of(
        count,
        loadings.columns(),
        z -> decode(z.timesTransposed(correlationRoot)),
        deviations,
        random);
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    return LinearGraphs.of(
        function,
        mean.length,
        loadings.columns(),
        Map.of(
            GraphFunction.LOG_DENSITY,
            white::logDensity,
            GraphFunction.ENCODE,
            white::encode,
            GraphFunction.DECODE,
            z -> z.affine(loadings.transpose()).plus(mean)));
  }
}
