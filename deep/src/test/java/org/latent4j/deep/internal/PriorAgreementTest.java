package org.latent4j.deep.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.latent4j.deep.internal.Agreement.CODES;
import static org.latent4j.deep.internal.Agreement.ROWS;
import static org.latent4j.deep.internal.Agreement.assertClose;
import static org.latent4j.deep.internal.Agreement.rows;
import static org.latent4j.deep.internal.Agreement.run;
import static org.latent4j.deep.internal.Agreement.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.deep.Activation;
import org.latent4j.deep.Device;
import org.latent4j.deep.Objective;
import org.latent4j.deep.ObjectiveOptions;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Priors, and what is trained with them, are the same to LibTorch, in plain Java and as graphs. */
@SuppressWarnings("try") // a scope is there to be closed
class PriorAgreementTest {

  @BeforeAll
  static void load() {
    LibTorch.require();
  }

  /** Moves all parameters by noise, so that none is as it starts. */
  private static float[] moved(FlatParameters parameters, float deviation) {
    float[] values = parameters.values();
    SeededRandom random = new SeededRandom(9);
    for (int i = 0; i < values.length; i++) {
      values[i] += deviation * (float) random.nextGaussian();
    }
    parameters.set(values);
    return values;
  }

  static Stream<CouplingMap> couplings() {
    return Stream.of(new AffineCoupling(), new SplineCoupling(6));
  }

  @ParameterizedTest
  @MethodSource("couplings")
  void couplingSteps(CouplingMap coupling) {
    try (PointerScope scope = new PointerScope();
        FlatParameters parameters = new FlatParameters()) {
      TorchCouplings map = couplings(parameters, 5, coupling);
      parameters.allocate(LibTorch.device(Device.CPU));
      FlowNetwork network = map.network(moved(parameters, 0.2f));
      double[] logs = new double[30];
      Matrix codes = network.forward(ROWS, logs);
      double[] priors = new StandardNormalPrior().logDensity(codes, new double[0]);
      double[] expected = new double[30];
      Arrays.setAll(expected, i -> priors[i] + logs[i]);
      Tensor none = torch.zeros(0);
      TorchFlow flow = new TorchFlow(parameters, map, Optional.empty());
      Trainable.Terms terms = flow.terms(tensor(ROWS), none, torch.ones(30), 1);
      assertClose(terms.bound(), expected);
      assertClose(terms.codes(), codes.values());
      assertThat(network.inverse(codes).values()).containsExactly(ROWS.values(), within(1e-9));
    }
  }

  private static TorchCouplings couplings(
      FlatParameters parameters, int width, CouplingMap coupling) {
    return new TorchCouplings(
        parameters,
        "map.",
        width,
        new TorchCouplings.Design(coupling, 3, List.of(6), Activation.TANH),
        new SeededRandom(3));
  }

  @Test
  void flowPrior() {
    try (PointerScope scope = new PointerScope();
        FlatParameters parameters = new FlatParameters()) {
      TorchPrior prior = TorchPrior.flow(couplings(parameters, 3, new SplineCoupling(5)));
      parameters.allocate(LibTorch.device(Device.CPU));
      assertPrior(prior, prior.prior(moved(parameters, 0.5f)));
    }
  }

  @Test
  void mixturePrior() {
    try (PointerScope scope = new PointerScope();
        FlatParameters parameters = new FlatParameters()) {
      TorchPrior prior = TorchPrior.mixture(parameters, 4, 3, new SeededRandom(8));
      parameters.allocate(LibTorch.device(Device.CPU));
      assertPrior(prior, prior.prior(moved(parameters, 0.5f)));
    }
  }

  @Test
  void vampPrior() {
    try (PointerScope scope = new PointerScope();
        FlatParameters parameters = new FlatParameters()) {
      TorchNetwork encoder =
          new TorchNetwork(
              parameters,
              "encoder",
              Architecture.dense(5, List.of(), 6, Activation.RELU, new SeededRandom(3)));
      TorchPrior prior = TorchPrior.vamp(parameters, rows(4, 5, 10), true, encoder);
      parameters.allocate(LibTorch.device(Device.CPU));
      assertPrior(prior, prior.prior(parameters.values()));
    }
  }

  private static TorchPrior hierarchical(FlatParameters parameters, int lower, int upper) {
    SeededRandom random = new SeededRandom(7);
    Network decoder = Architecture.dense(upper, List.of(6), 2 * lower, Activation.TANH, random);
    Network encoder = Architecture.dense(lower, List.of(6), 2 * upper, Activation.TANH, random);
    return TorchPrior.hierarchical(parameters, new HierarchicalPrior(decoder, encoder));
  }

  @Test
  void hierarchicalPrior() {
    try (PointerScope scope = new PointerScope();
        FlatParameters parameters = new FlatParameters()) {
      TorchPrior prior = hierarchical(parameters, 3, 2);
      parameters.allocate(LibTorch.device(Device.CPU));
      CodePrior plain = prior.prior(moved(parameters, 0.2f));
      assertPrior(prior, plain);
      assertThat(plain.noiseWidth()).isEqualTo(2);
      float[] values = new float[parameters.size()];
      prior.start(plain, values);
      assertThat(values).containsExactly(parameters.values());
    }
  }

  private static void assertPrior(TorchPrior torchPrior, CodePrior plain) {
    int width = torchPrior.noiseWidth();
    Matrix noise = rows(30, width, 11);
    double[] expected = plain.logDensity(CODES, noise.values());
    assertClose(torchPrior.logDensity(tensor(CODES), tensor(noise)), expected);
    Matrix same = noise.selectRows(new int[30]);
    double[] draw = Arrays.copyOf(noise.values(), width);
    assertThat(run(Map.of("z", CODES), (b, in) -> plain.logDensity(b, in.get("z"), draw)))
        .containsExactly(plain.logDensity(CODES, same.values()), within(1e-11));
  }

  static Stream<Arguments> trainings() {
    return Arrays.stream(Objective.values())
        .flatMap(goal -> Stream.of(arguments(goal, 0), arguments(goal, 1), arguments(goal, 3)));
  }

  /**
   * The objective of several samples is the mean of the logarithms of the importance weights, or
   * the logarithm of their mean.
   *
   * @param upper dimensions of the upper level of a hierarchical prior, 0 for a mixture
   */
  @ParameterizedTest
  @MethodSource("trainings")
  void boundsOfTheSameDraws(Objective objective, int upper) {
    int s = 3;
    int q = 2;
    int n = ROWS.rows();
    try (PointerScope scope = new PointerScope();
        FlatParameters parameters = new FlatParameters()) {
      SeededRandom random = new SeededRandom(5);
      TorchNetwork encoder =
          new TorchNetwork(
              parameters, "e", Architecture.dense(5, List.of(6), 4, Activation.TANH, random));
      TorchNetwork decoder =
          new TorchNetwork(
              parameters, "d", Architecture.dense(2, List.of(6), 5, Activation.TANH, random));
      double[] deviations = {1, 1, 1, 1, 1};
      TorchOutput output = TorchOutput.gaussian(parameters, TorchOutput.Noise.COLUMNS, deviations);
      TorchPrior prior =
          upper == 0
              ? TorchPrior.mixture(parameters, 2, q, random)
              : hierarchical(parameters, q, upper);
      parameters.allocate(LibTorch.device(Device.CPU));
      float[] values = moved(parameters, 0.1f);
      TorchVae vae =
          new TorchVae(
              parameters,
              new TorchVae.Parts(encoder, decoder, output, Optional.of(prior), q),
              new ObjectiveOptions(objective, 1, s, 0, 0));
      int width = q + upper;
      assertThat(vae.noiseWidth()).isEqualTo(s * width);
      double[] noise = noise(n, s, width, new SeededRandom(12));
      Trainable.Terms terms =
          vae.terms(
              tensor(ROWS),
              tensor(Matrix.wrap(1, noise.length, noise)).view(noise.length),
              torch.ones(n),
              1);
      OutputDistribution likelihood = output.distribution(values);
      Matrix weights =
          new Evaluator(
                  encoder.network(values), decoder.network(values), likelihood, prior.prior(values))
              .logWeights(ROWS, s, new SeededRandom(12));
      assertClose(terms.bound(), objective == Objective.ELBO ? means(weights) : logMeans(weights));
      double[] divergences = means(weights);
      Matrix posterior = encoder.network(values).apply(ROWS);
      for (int k = 0; k < s; k++) {
        Matrix codes = codes(posterior, noise, k * n * width, width);
        double[] logs = likelihood.logLikelihood(ROWS, decoder.network(values).apply(codes));
        Arrays.setAll(divergences, i -> divergences[i] - logs[i] / s);
      }
      Arrays.setAll(divergences, i -> -divergences[i]);
      assertClose(terms.divergence(), divergences);
    }
  }

  /** As {@link Evaluator#logWeights} draws it row by row, in the order of a training step. */
  private static double[] noise(int n, int samples, int width, SeededRandom random) {
    double[] noise = new double[samples * n * width];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < samples; k++) {
        for (int j = 0; j < width; j++) {
          noise[(k * n + i) * width + j] = random.nextGaussian();
        }
      }
    }
    return noise;
  }

  private static Matrix codes(Matrix posterior, double[] noise, int from, int width) {
    int q = posterior.columns() / 2;
    double[] codes = new double[posterior.rows() * q];
    Arrays.setAll(
        codes,
        p ->
            posterior.get(p / q, p % q)
                + Math.exp(0.5 * posterior.get(p / q, q + p % q))
                    * noise[from + p / q * width + p % q]);
    return Matrix.wrap(posterior.rows(), q, codes);
  }

  private static double[] means(Matrix values) {
    double[] means = new double[values.rows()];
    Arrays.setAll(means, i -> Arrays.stream(values.row(i)).average().orElseThrow());
    return means;
  }

  private static double[] logMeans(Matrix logs) {
    double[] means = new double[logs.rows()];
    Arrays.setAll(
        means, i -> Math.log(Arrays.stream(logs.row(i)).map(Math::exp).average().orElseThrow()));
    return means;
  }
}
