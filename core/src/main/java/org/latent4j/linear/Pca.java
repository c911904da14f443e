package org.latent4j.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latent4j.data.DataException;
import org.latent4j.data.Dataset;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphFunction;
import org.latent4j.linalg.Matrix;
import org.latent4j.linear.PcaOptions.Whitening;
import org.latent4j.model.Decoder;
import org.latent4j.model.Described;
import org.latent4j.model.Encoder;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.Model;
import org.latent4j.model.Parameter;
import org.latent4j.model.Parameter.Axis;
import org.latent4j.model.Parameter.Symmetry;
import org.latent4j.model.Parametric;

/**
 * Principal component analysis: the q orthonormal axes through the mean along which rows vary most,
 * z = (x − mean)·A. Of all linear codes of q numbers these lose least: the mean squared distance
 * between a row and its reconstruction is the variance of the axes left out (Pearson 1901,
 * doi:10.1080/14786440109462720; Hotelling 1933, doi:10.1037/h0071325). It has no density; {@link
 * ProbabilisticPca} has.
 *
 * <p>Axes are ordered by decreasing variance, the entry of largest magnitude of each is positive;
 * variances have divisor n − 1, where a row of weight w counts as w rows. Fewer rows than features,
 * constant features and repeated rows are allowed. {@link Route} tells what a fit costs; a code
 * costs 2·d·q operations. Immutable, thread-safe.
 */
public final class Pca implements Model, Encoder, Decoder, Described, Parametric {

  private final PrincipalFrame frame;
  private final double[] explainedVariance;
  private final double totalVariance;
  private final double weightTotal;
  private final Whitening whitening;
  private final double[] deviations;
  private final double[] inverseDeviations;

  /**
   * Checks and joins the parts.
   *
   * @param explainedVariance q variances, divisor n − 1, kept
   */
  Pca(
      PrincipalFrame frame,
      double[] explainedVariance,
      double totalVariance,
      double weightTotal,
      Whitening whitening) {
    requireVariances(explainedVariance, whitening);
    if (!(totalVariance > 0) || !(weightTotal > 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "totalVariance must be above 0 and weightTotal above 1, got %s and %s",
              totalVariance,
              weightTotal));
    }
    this.frame = frame;
    this.explainedVariance = explainedVariance;
    this.totalVariance = totalVariance;
    this.weightTotal = weightTotal;
    this.whitening = whitening;
    deviations = new double[explainedVariance.length];
    Arrays.setAll(
        deviations, j -> whitening == Whitening.YES ? Math.sqrt(explainedVariance[j]) : 1);
    inverseDeviations = Arrays.stream(deviations).map(s -> 1 / s).toArray();
  }

  private static void requireVariances(double[] variances, Whitening whitening) {
    for (int j = 0; j < variances.length; j++) {
      double above = j == 0 ? Double.POSITIVE_INFINITY : variances[j - 1];
      boolean positive = whitening == Whitening.YES ? variances[j] > 0 : variances[j] >= 0;
      if (!(positive && variances[j] <= above)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "explainedVariance must be decreasing and %s 0, got %s at place %d",
                whitening == Whitening.YES ? "above" : "at least",
                variances[j],
                j + 1));
      }
    }
  }

  /**
   * Fits by one of the routes; the report says which, and what it cost.
   *
   * @param data at least 2 rows, all complete; weights that sum to more than 1
   * @param options how
   * @param context threads, and the seed of a random projection
   * @return the model and its report, whose log likelihood is NaN
   * @throws IllegalArgumentException if the latent dimension is beyond the lesser of features and
   *     rows − 1, or beyond the axes of any variance where codes are to be whitened
   * @throws DataException if there are too few rows, all are equal, or a value is missing or
   *     infinite
   */
  public static FitResult<Pca> fit(Dataset data, PcaOptions options, FitContext context) {
    PrincipalSpectrum.requireRows(data);
    int most = PrincipalSpectrum.mostAxes(data);
    int q = options.latentDimension();
    PrincipalSpectrum.requireLatentDimension(
        q, most, most == data.featureCount() ? "features" : "rows - 1");
    PrincipalSpectrum spectrum =
        PrincipalSpectrum.of(data, q == 0 ? most : q, options.route(), context);
    List<String> notes = new ArrayList<>();
    if (q == 0) {
      q = spectrum.axesHolding(PcaOptions.AUTOMATIC_SHARE);
      notes.add(automaticNote(spectrum, q));
    } else if (options.route() == Route.AUTO) {
      spectrum = spectrum.resolving(spectrum.variances()[q - 1], data, context);
    }
    notes.addAll(0, spectrum.notes(spectrum.variances()[q - 1]));
    int rank = spectrum.rank();
    if (q > rank && options.whitening() == Whitening.YES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "latentDimension must be at most %d where codes are whitened, since there is no"
                  + " variance along further axes, got %d",
              rank,
              q));
    } else if (q > rank) {
      notes.add(
          String.format(
              Locale.ROOT, "rows vary along %d axes only; the others hold rounding", rank));
    }
    return new FitResult<>(
        of(spectrum, q, options.whitening()),
        FitReport.closedForm(Double.NaN, spectrum.weightTotal(), notes));
  }

  private static String automaticNote(PrincipalSpectrum spectrum, int q) {
    double held = Arrays.stream(spectrum.variances()).limit(q).sum() / spectrum.totalVariance();
    return String.format(
        Locale.ROOT,
        "latent dimension %d chosen: the fewest axes with at least %.0f %% of the variance, they"
            + " have %.1f %%",
        q,
        100 * PcaOptions.AUTOMATIC_SHARE,
        100 * held);
  }

  /**
   * Reads the model off a spectrum.
   *
   * @param spectrum of rows whose weights sum to more than 1
   * @param latentDimension q, from 1 to the number of axes of the spectrum
   * @param whitening what a code is; with {@link Whitening#YES} every axis must have variance
   * @return the model
   * @throws DataException if the weights sum to 1 or less
   */
  public static Pca of(PrincipalSpectrum spectrum, int latentDimension, Whitening whitening) {
    double weightTotal = spectrum.weightTotal();
    if (!(weightTotal > 1)) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "weights must sum to more than 1, since variances are divided by their sum - 1,"
                  + " got %s",
              weightTotal));
    }
    double correction = weightTotal / (weightTotal - 1);
    double[] variances = Arrays.copyOf(spectrum.variances(), latentDimension);
    Arrays.setAll(variances, j -> variances[j] * correction);
    return new Pca(
        new PrincipalFrame(spectrum.mean(), spectrum.axes(latentDimension)),
        variances,
        spectrum.totalVariance() * correction,
        weightTotal,
        whitening);
  }

  @Override
  public int featureCount() {
    return frame.featureCount();
  }

  /**
   * Numbers that are free: d of the mean, d·q − q·(q + 1)/2 of the axes, q variances.
   *
   * @return d + d·q − q·(q − 1)/2
   */
  @Override
  public long parameterCount() {
    long d = frame.featureCount();
    long q = frame.latentDimension();
    return d + d * q - q * (q - 1) / 2;
  }

  @Override
  public LatentSpace latentSpace() {
    return new LatentSpace(frame.latentDimension(), LatentSpace.Kind.CONTINUOUS);
  }

  /**
   * Mean of each feature.
   *
   * @return d means, a copy
   */
  public double[] mean() {
    return frame.mean();
  }

  /**
   * The axes.
   *
   * @return A, d×q, orthonormal columns
   */
  public Matrix principalAxes() {
    return frame.axes();
  }

  /**
   * Variance of the rows along each axis, divisor n − 1.
   *
   * @return q variances, decreasing; a copy
   */
  public double[] explainedVariance() {
    return explainedVariance.clone();
  }

  /**
   * Sum of the variances of all features, divisor n − 1.
   *
   * @return the trace of the covariance
   */
  public double totalVariance() {
    return totalVariance;
  }

  /**
   * Share of the total variance along each axis.
   *
   * @return q numbers in [0, 1], a copy
   */
  public double[] explainedVarianceRatio() {
    return Arrays.stream(explainedVariance).map(v -> v / totalVariance).toArray();
  }

  /**
   * Singular values of the centred rows, √((n − 1)·variance).
   *
   * @return q numbers, decreasing; a copy
   */
  public double[] singularValues() {
    double factor = Math.sqrt(weightTotal - 1);
    return Arrays.stream(explainedVariance).map(v -> Math.sqrt(v) * factor).toArray();
  }

  /**
   * Sum of the weights of the rows of the fit, n without weights.
   *
   * @return the weight total
   */
  public double weightTotal() {
    return weightTotal;
  }

  /**
   * Axes times the standard deviations along them: covariances of features with whitened codes.
   *
   * @return d×q, the columns orthogonal
   */
  public Matrix loadings() {
    double[] roots = Arrays.stream(explainedVariance).map(Math::sqrt).toArray();
    return frame.axes().times(Matrix.diagonal(roots));
  }

  /** Mean, loadings up to their signs, variance along each axis. */
  @Override
  public List<Parameter> parameters() {
    return List.of(
        Parameter.vector("mean", Axis.FEATURE, frame.mean()).asLocation(),
        Parameter.loadings("loading", loadings(), Symmetry.SIGNS),
        Parameter.vector("explained variance", Axis.LATENT, explainedVariance));
  }

  /**
   * Whether codes are whitened.
   *
   * @return what a code is
   */
  public Whitening whitening() {
    return whitening;
  }

  /** {@inheritDoc} Coordinates along the axes, divided by their deviations if whitened. */
  @Override
  public Matrix encode(Matrix observations) {
    return frame.encode(observations, inverseDeviations);
  }

  @Override
  public Matrix decode(Matrix latent) {
    return frame.decode(latent, deviations);
  }

  /**
   * The nearest points to rows in the plane of the axes, which are their decoded codes.
   *
   * @param observations n×d
   * @return n×d
   * @throws IllegalArgumentException if the number of features is not d
   */
  public Matrix reconstruct(Matrix observations) {
    return decode(encode(observations));
  }

  /**
   * Mean squared distance between rows and their reconstructions. Over the rows of the fit it is
   * the variance of the axes left out, times (n − 1)/n.
   *
   * @param observations n×d, n at least 1
   * @return Σ‖x − x̂‖² / n
   * @throws IllegalArgumentException if the number of features is not d
   */
  public double reconstructionError(Matrix observations) {
    double[] sum = new double[1];
    frame.visit(
        observations,
        (first, scores, residuals) -> {
          for (double value : residuals.values()) {
            sum[0] += value * value;
          }
        });
    return sum[0] / observations.rows();
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    return LinearGraphs.of(
        function,
        featureCount(),
        frame.latentDimension(),
        Map.of(
            GraphFunction.ENCODE,
            x -> frame.encode(x, inverseDeviations),
            GraphFunction.DECODE,
            z -> frame.decode(z, deviations)));
  }
}
