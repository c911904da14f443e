package org.latent4j.deep;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.deep.internal.FlowFit;
import org.latent4j.deep.internal.FlowNetwork;
import org.latent4j.deep.internal.TrainingState;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.DensityKind;
import org.latent4j.model.Described;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitResult;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.LatentVariableModel;
import org.latent4j.model.Measured;

/**
 * A normalizing flow: x = g(z) with an invertible map g of as many numbers and z standard normal,
 * or of a mixture of Gaussians, so that log p(x) = log p(z) + log |det ∂z/∂x| is exact (Dinh,
 * Sohl-Dickstein and Bengio 2017, "Density estimation using Real NVP", arXiv:1605.08803, equations
 * 2 and 7). The map is made of coupling steps: each leaves half of the features alone and moves the
 * others one by one by what a network makes of that half. Halves take turns. An affine coupling
 * stretches and shifts, y₂ = x₂·eˢ + t, with s held within ±3 by a hyperbolic tangent; a spline
 * coupling bends, by quotients of quadratics between −5 and 5 of a feature whose variance is near 1
 * (Durkan, Bekasov, Murray and Papamakarios 2019, "Neural spline flows", arXiv:1906.04032).
 *
 * <p>A code has d numbers, z = g⁻¹(x); {@link #decode} is g. Needs at least 2 features. A mixture
 * as the distribution of codes lets the density fall apart into islands, which a continuous map of
 * one Gaussian cannot.
 *
 * <p>Cost of one row: one pass through the networks of all steps, either way. Immutable,
 * thread-safe; answers need no LibTorch.
 */
public final class Flow implements LatentVariableModel, Described, Measured {

  private final FlowFit.Parts parts;
  private final int epochs;
  private final Optional<TrainingState> stopped;

  Flow(FlowFit.Parts parts, int epochs, Optional<TrainingState> stopped) {
    this.parts = parts;
    this.epochs = epochs;
    this.stopped = stopped;
    if (parts.network().width() != parts.conditioning().offsets().length || epochs < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the map must be of %d features after at least 0 epochs, got %d and %d",
              parts.conditioning().offsets().length,
              parts.network().width(),
              epochs));
    }
    if (parts.prior().noiseWidth() > 0) {
      throw new IllegalArgumentException(
          "the density of a flow is exact, but its prior has latent variables of its own");
    }
  }

  /**
   * Trains a model; needs LibTorch. Goes on from the start of the context where there is one: a
   * model whose training was cancelled goes on as if it never had been, when rows, options and seed
   * are the same.
   *
   * @param data at least 10 rows of at least 2 features, complete, none constant
   * @param options steps and training
   * @param context seed, listener, start; more threads do not change or quicken the training
   * @return the model and its report: its trace is the best log likelihood of held-out rows after
   *     each epoch, times the number of rows over theirs
   * @throws org.latent4j.data.DataException if the rows cannot be used
   * @throws IllegalArgumentException if there is one feature
   * @throws IllegalStateException if there is no LibTorch for this platform
   * @throws org.latent4j.linalg.NumericalException if training stops being finite again and again
   */
  public static FitResult<Flow> fit(Dataset data, FlowOptions options, FitContext context) {
    if (data.featureCount() < 2) {
      throw new IllegalArgumentException(
          "a normalizing flow needs at least 2 numeric columns, got " + data.featureCount());
    }
    Optional<FlowFit.Start> start =
        context
            .start()
            .map(Flow.class::cast)
            .map(from -> new FlowFit.Start(from.parts, from.stopped));
    return FlowFit.fit(data, options, context, start, Flow::new);
  }

  @Override
  public int featureCount() {
    return parts.network().width();
  }

  @Override
  public long parameterCount() {
    return parts.network().parameterCount() + parts.prior().parameterCount();
  }

  @Override
  public LatentSpace latentSpace() {
    return new LatentSpace(featureCount(), LatentSpace.Kind.CONTINUOUS);
  }

  @Override
  public DensityKind densityKind() {
    return DensityKind.EXACT;
  }

  private Matrix inner(Matrix observations) {
    if (observations.columns() != featureCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "observations must have %d features, got %d",
              featureCount(),
              observations.columns()));
    }
    return parts.conditioning().apply(observations);
  }

  @Override
  public double[] logDensity(Matrix observations) {
    double[] values = new double[observations.rows()];
    Matrix codes = parts.network().forward(inner(observations), values);
    double[] priors = parts.prior().logDensity(codes, new double[0]);
    for (int i = 0; i < values.length; i++) {
      values[i] += priors[i] + parts.conditioning().logJacobian();
    }
    return values;
  }

  @Override
  public Matrix encode(Matrix observations) {
    return parts.network().forward(inner(observations), new double[observations.rows()]);
  }

  @Override
  public Matrix decode(Matrix latent) {
    if (latent.columns() != featureCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "latent must have %d columns, got %d",
              featureCount(),
              latent.columns()));
    }
    return parts.conditioning().invert(parts.network().inverse(latent));
  }

  @Override
  public Matrix sample(int count, SeededRandom random) {
    return decode(parts.prior().sample(count, featureCount(), random));
  }

  @Override
  public Optional<Graph> graph(GraphFunction function) {
    GraphBuilder builder = new GraphBuilder();
    return switch (function) {
      case LOG_DENSITY -> {
        FlowNetwork.Forward forward = forward(builder, function);
        GraphValue density =
            parts
                .prior()
                .logDensity(builder, forward.codes(), new double[0])
                .plus(forward.logDeterminant())
                .plus(parts.conditioning().logJacobian());
        yield Optional.of(builder.output(function.output(), density).build());
      }
      case ENCODE ->
          Optional.of(
              builder.output(function.output(), forward(builder, function).codes()).build());
      case DECODE -> {
        GraphValue codes = builder.input(function.input(), featureCount());
        GraphValue rows = parts.network().inverse(builder, codes);
        yield Optional.of(
            builder.output(function.output(), parts.conditioning().invert(rows)).build());
      }
      default -> Optional.empty();
    };
  }

  private FlowNetwork.Forward forward(GraphBuilder builder, GraphFunction function) {
    GraphValue x = builder.input(function.input(), featureCount());
    return parts.network().forward(builder, parts.conditioning().apply(x));
  }

  /** {@inheritDoc} The epochs of training. */
  @Override
  public Map<String, Double> measures() {
    return Map.of("epochs", (double) epochs);
  }

  FlowFit.Parts parts() {
    return parts;
  }

  int epochs() {
    return epochs;
  }

  Optional<TrainingState> stopped() {
    return stopped;
  }
}
