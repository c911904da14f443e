package org.latent4j.deep.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latent4j.deep.internal.Agreement.ROWS;
import static org.latent4j.deep.internal.Agreement.assertClose;
import static org.latent4j.deep.internal.Agreement.rows;
import static org.latent4j.deep.internal.Agreement.run;
import static org.latent4j.deep.internal.Agreement.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latent4j.data.Dataset;
import org.latent4j.deep.Activation;
import org.latent4j.deep.DeepDesign;
import org.latent4j.deep.Device;
import org.latent4j.deep.Likelihood;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

/** Networks and likelihoods are the same to LibTorch, in plain Java and as graphs. */
@SuppressWarnings("try") // a scope is there to be closed
class NetworkAgreementTest {

  @BeforeAll
  static void load() {
    LibTorch.require();
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void networks(Activation activation) {
    try (PointerScope scope = new PointerScope();
        FlatParameters parameters = new FlatParameters()) {
      TorchNetwork torchNetwork =
          new TorchNetwork(
              parameters,
              "net",
              Architecture.dense(5, List.of(7, 6), 4, activation, new SeededRandom(3)));
      parameters.allocate(LibTorch.device(Device.CPU));
      float[] values = parameters.values();
      SeededRandom random = new SeededRandom(4);
      for (int i = 0; i < values.length; i++) {
        values[i] += 0.1f * (float) random.nextGaussian();
      }
      parameters.set(values);
      Network plain = torchNetwork.network(values);
      double[] expected = plain.apply(ROWS).values();
      assertClose(torchNetwork.apply(tensor(ROWS)), expected);
      assertThat(run(Map.of("x", ROWS), (b, in) -> plain.apply(in.get("x"))))
          .containsExactly(expected, within(1e-12));
    }
  }

  /** Convolutions both ways, residual blocks, pixels that are no features. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void networksOfImages(boolean encoder) {
    try (PointerScope scope = new PointerScope();
        FlatParameters parameters = new FlatParameters()) {
      TorchNetwork torchNetwork =
          new TorchNetwork(parameters, "net", ConvolutionTest.network(encoder));
      parameters.allocate(LibTorch.device(Device.CPU));
      Network plain = torchNetwork.network(parameters.values());
      Matrix rows = rows(30, plain.inputs(), 3);
      double[] expected = plain.apply(rows).values();
      assertClose(torchNetwork.apply(tensor(rows)), expected);
      assertThat(run(Map.of("x", rows), (b, in) -> plain.apply(in.get("x"))))
          .containsExactly(expected, within(1e-11));
    }
  }

  /** Two of the first three, and the last two as they are. */
  @Test
  void sparseCodes() {
    try (PointerScope scope = new PointerScope();
        FlatParameters parameters = new FlatParameters()) {
      SparseLayer layer = new SparseLayer(2, 3, 5);
      Matrix codes = layer.apply(ROWS);
      for (int i = 0; i < 30; i++) {
        double[] row = ROWS.row(i);
        double least = Math.min(row[0], Math.min(row[1], row[2]));
        for (int j = 0; j < 5; j++) {
          assertThat(codes.get(i, j)).isEqualTo(j < 3 && row[j] == least ? 0 : row[j]);
        }
      }
      TorchNetwork network = new TorchNetwork(parameters, "net", new Network(List.of(layer)));
      assertClose(network.apply(tensor(ROWS)), codes.values());
      assertThat(run(Map.of("x", ROWS), (b, in) -> layer.apply(in.get("x"))))
          .containsExactly(codes.values());
    }
  }

  static Stream<TorchOutput.Noise> noises() {
    return Stream.of(TorchOutput.Noise.values());
  }

  @ParameterizedTest
  @MethodSource("noises")
  void gaussians(TorchOutput.Noise noise) {
    double[] deviations = {0.5, 0.5, 0.5, 0.5, 0.5};
    try (PointerScope scope = new PointerScope();
        FlatParameters parameters = new FlatParameters()) {
      parameters.add("other", i -> 0, 1);
      TorchOutput output = TorchOutput.gaussian(parameters, noise, deviations);
      parameters.allocate(LibTorch.device(Device.CPU));
      float[] values = parameters.values();
      for (int i = 1; i < values.length; i++) {
        values[i] += 0.25f * i;
      }
      parameters.set(values);
      assertOutput(output, output.distribution(values), ROWS, rows(30, 5, 6));
      double[] found = ((GaussianOutput) output.distribution(values)).deviations();
      double[] expected = deviations.clone();
      if (noise != TorchOutput.Noise.FIXED) {
        Arrays.setAll(
            expected,
            j -> 0.5 * Math.exp(noise == TorchOutput.Noise.SHARED ? 0.25 : 0.25 * (j + 1)));
      }
      assertThat(found).containsExactly(expected, within(1e-6));
    }
  }

  @Test
  void bernoulli() {
    Matrix probabilities = ROWS.scaled(1);
    double[] values = probabilities.values();
    Arrays.setAll(values, i -> (float) (1 / (1 + Math.exp(-values[i]))));
    try (PointerScope scope = new PointerScope()) {
      assertOutput(
          TorchOutput.bernoulli(),
          new BernoulliOutput(),
          Matrix.wrap(30, 5, values),
          rows(30, 5, 6).scaled(3));
    }
  }

  private static void assertOutput(
      TorchOutput torchOutput, OutputDistribution plain, Matrix rows, Matrix outputs) {
    double[] expected = plain.logLikelihood(rows, outputs);
    assertClose(torchOutput.logLikelihood(tensor(rows), tensor(outputs)), expected);
    assertThat(
            run(
                Map.of("x", rows, "o", outputs),
                (b, in) -> plain.logLikelihood(in.get("x"), in.get("o"))))
        .containsExactly(expected, within(1e-11));
    assertThat(run(Map.of("o", outputs), (b, in) -> plain.mean(in.get("o"))))
        .containsExactly(plain.mean(outputs).values(), within(1e-12));
  }

  private static final LogisticOutput.Grid GRID =
      new LogisticOutput.Grid(
          new double[] {0.5, 0.5, 0.25, 0.25, 1},
          new double[] {-1, -1.5, -1, -1.25, -2},
          new double[] {1, 1.5, 1.25, 1, 2});

  /** Rows on the grid, some of them at its ends. */
  private static Matrix onGrid() {
    double[] values = ROWS.toArray();
    for (int p = 0; p < values.length; p++) {
      int j = p % 5;
      double rounded = GRID.steps()[j] * Math.rint(values[p] / GRID.steps()[j]);
      values[p] = Math.max(GRID.lows()[j], Math.min(GRID.highs()[j], rounded));
    }
    return Matrix.wrap(30, 5, values);
  }

  @Test
  void logistic() {
    try (PointerScope scope = new PointerScope();
        FlatParameters parameters = new FlatParameters()) {
      TorchOutput output = TorchOutput.logistic(parameters, GRID);
      parameters.allocate(LibTorch.device(Device.CPU));
      float[] values = parameters.values();
      for (int i = 0; i < values.length; i++) {
        values[i] += 0.25f * i;
      }
      parameters.set(values);
      assertOutput(output, output.distribution(values), onGrid(), rows(30, 5, 6));
    }
  }

  /** Over all values of a grid, mass is 1, and mean and draws are those of the masses. */
  @Test
  void logisticMassesSumToOne() {
    LogisticOutput output =
        new LogisticOutput(
            new double[] {0.3},
            new LogisticOutput.Grid(new double[] {0.5}, new double[] {-1}, new double[] {1.5}));
    Matrix cells = Matrix.of(6, 1, -1, -0.5, 0, 0.5, 1, 1.5);
    for (double centre : new double[] {-3, -0.2, 0.4, 1.3, 30}) {
      Matrix outputs = Matrix.of(1, 1, centre).selectRows(new int[6]);
      double[] masses = output.logLikelihood(cells, outputs);
      double total = 0;
      double mean = 0;
      for (int i = 0; i < 6; i++) {
        masses[i] = 0.5 * Math.exp(masses[i]);
        total += masses[i];
        mean += masses[i] * cells.get(i, 0);
      }
      assertThat(total).isEqualTo(1, within(1e-12));
      Matrix draws =
          output.draw(Matrix.of(1, 1, centre).selectRows(new int[20_000]), new SeededRandom(2));
      double[] shares = new double[6];
      for (double draw : draws.values()) {
        shares[(int) Math.rint((draw + 1) / 0.5)] += 1.0 / 20_000;
      }
      assertThat(shares).containsExactly(masses, within(0.02));
      assertThat(output.mean(Matrix.of(1, 1, centre)).get(0, 0)).isEqualTo(mean, within(0.05));
    }
  }

  /** For an affine encoder z = x·W + b the slope along v is v·W. */
  @Test
  void pricesOfSlopes() {
    DeepRows rows = new DeepRows(Dataset.of(ROWS), "a test", Likelihood.ISOTROPIC);
    Conditioning none = Conditioning.ofDensity(new double[5], new double[] {1, 1, 1, 1, 1});
    DeepDesign design = DeepDesign.defaults().withHidden().withLikelihood(Likelihood.ISOTROPIC, 0);
    try (PointerScope scope = new PointerScope();
        Assembly assembly = new Assembly(rows, none, design, 1, 0, new SeededRandom(4))) {
      assembly.allocate(Device.CPU);
      TorchAutoencoder.Damage damage = new TorchAutoencoder.Damage(0, 0);
      Matrix directions = rows(30, 5, 14);
      double free =
          new TorchAutoencoder(assembly, 5, damage, 0)
              .terms(tensor(ROWS), torch.zeros(0), torch.ones(30), 1)
              .loss()
              .item_double();
      double priced =
          new TorchAutoencoder(assembly, 5, damage, 3)
              .terms(tensor(ROWS), tensor(directions).view(150), torch.ones(30), 1)
              .loss()
              .item_double();
      Network encoder = assembly.model(assembly.parameters().values()).encoder();
      Matrix codes = encoder.apply(ROWS);
      Matrix slopes = directions.times(((DenseLayer) encoder.layers().get(0)).weights().matrix());
      double expected = 0;
      for (int j = 0; j < 2; j++) {
        double mean = Arrays.stream(codes.column(j)).average().orElseThrow();
        double variance =
            Arrays.stream(codes.column(j)).map(z -> (z - mean) * (z - mean)).sum() / 30;
        expected += Arrays.stream(slopes.column(j)).map(s -> s * s).sum() / 30 / variance;
      }
      assertThat(priced - free).isEqualTo(3 * expected, within(1e-3 * expected));
    }
  }
}
