package org.latent4j.deep.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.deep.Activation;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphInterpreter;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

class CouplingTest {

  static Stream<CouplingMap> couplings() {
    return Stream.of(new AffineCoupling(), new SplineCoupling(2), new SplineCoupling(9));
  }

  /** In and out of the box, and at its ends. */
  private static double[] places() {
    return DoubleStream.concat(
            DoubleStream.iterate(-5.3, x -> x < 5.4, x -> x + 0.0817),
            DoubleStream.of(-1e4, -5, 0, 5, 1e4))
        .toArray();
  }

  private static double[] made(CouplingMap coupling, long seed) {
    double[] made = new double[coupling.numbers()];
    new SeededRandom(seed).fillGaussian(made);
    return Arrays.stream(made).map(v -> 2 * v).toArray();
  }

  @ParameterizedTest
  @MethodSource("couplings")
  void theWayBackIsExactAndTheSlopeThatOfDifferences(CouplingMap coupling) {
    double[] result = new double[2];
    for (long seed = 0; seed < 50; seed++) {
      double[] made = made(coupling, seed);
      for (double x : places()) {
        coupling.forward(x, made, 0, 1, result);
        double y = result[0];
        double logSlope = result[1];
        assertThat(coupling.inverse(y, made, 0, 1))
            .as("seed %d, x %s", seed, x)
            .isEqualTo(x, within(1e-10 * (1 + Math.abs(x))));
        if (Math.abs(Math.abs(x) - 5) > 1e-3 && Math.abs(x) < 10) {
          coupling.forward(x + 1e-6, made, 0, 1, result);
          double above = result[0];
          coupling.forward(x - 1e-6, made, 0, 1, result);
          assertThat(Math.exp(logSlope))
              .as("seed %d, x %s", seed, x)
              .isEqualTo((above - result[0]) / 2e-6, within(1e-3 * (1 + Math.exp(logSlope))));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("couplings")
  void numbersOfZeroGiveTheIdentity(CouplingMap coupling) {
    double[] result = new double[2];
    for (double x : places()) {
      coupling.forward(x, new double[coupling.numbers()], 0, 1, result);
      assertThat(result[0]).isEqualTo(x, within(1e-12 * (1 + Math.abs(x))));
      assertThat(result[1]).isEqualTo(0, within(1e-12));
    }
  }

  private static FlowNetwork network(CouplingMap coupling, int width, double scale) {
    List<Network> steps = new ArrayList<>();
    for (int l = 0; l < 4; l++) {
      int kept = FlowNetwork.kept(width, l);
      SeededRandom random = new SeededRandom(l);
      Network start =
          Architecture.dense(
              kept, List.of(8), coupling.numbers() * (width - kept), Activation.TANH, random);
      steps.add(
          start.map(
              "",
              (key, weights) ->
                  new Weights(
                      weights.matrix().scaled(scale),
                      Arrays.stream(weights.bias())
                          .map(b -> scale * random.nextGaussian())
                          .toArray())));
    }
    return new FlowNetwork(width, coupling, steps);
  }

  /** Its determinant is the product of pivots of Gaussian elimination. */
  private static double logDeterminant(double[][] a) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      int best = k;
      for (int i = k; i < a.length; i++) {
        best = Math.abs(a[i][k]) > Math.abs(a[best][k]) ? i : best;
      }
      double[] row = a[best];
      a[best] = a[k];
      a[k] = row;
      sum += Math.log(Math.abs(a[k][k]));
      for (int i = k + 1; i < a.length; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < a.length; j++) {
          a[i][j] -= factor * a[k][j];
        }
      }
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("couplings")
  void theLogDeterminantIsThatOfTheJacobianByDifferences(CouplingMap coupling) {
    int d = 5;
    FlowNetwork network = network(coupling, d, 1);
    double[] values = new double[40 * d];
    new SeededRandom(7).fillGaussian(values);
    for (int i = 0; i < 40; i++) {
      Matrix row = Matrix.wrap(1, d, Arrays.copyOfRange(values, i * d, (i + 1) * d));
      double[] log = new double[1];
      Matrix codes = network.forward(row, log);
      assertThat(network.inverse(codes).values()).containsExactly(row.values(), within(1e-9));
      double[][] jacobian = new double[d][];
      for (int j = 0; j < d; j++) {
        double[] step = new double[d];
        step[j] = 1e-6;
        Matrix move = Matrix.wrap(1, d, step);
        double[] none = new double[1];
        jacobian[j] =
            network
                .forward(row.plus(move), none)
                .minus(network.forward(row.minus(move), none))
                .scaled(1 / 2e-6)
                .values();
      }
      assertThat(log[0]).isEqualTo(logDeterminant(jacobian), within(1e-3));
    }
  }

  @ParameterizedTest
  @MethodSource("couplings")
  void theGraphGoesBothWays(CouplingMap coupling) {
    int d = 3;
    FlowNetwork network = network(coupling, d, 1);
    double[] values = new double[60 * d];
    new SeededRandom(8).fillGaussian(values);
    Matrix rows = Matrix.wrap(60, d, Arrays.stream(values).map(v -> 3 * v).toArray());
    double[] logs = new double[60];
    Matrix codes = network.forward(rows, logs);
    GraphBuilder forth = new GraphBuilder();
    FlowNetwork.Forward steps = network.forward(forth, forth.input("x", d));
    Graph graph = forth.output("z", steps.codes()).output("log", steps.logDeterminant()).build();
    Map<String, Matrix> answers = GraphInterpreter.run(graph, Map.of("x", rows));
    assertThat(answers.get("z").values()).containsExactly(codes.values(), within(1e-9));
    assertThat(answers.get("log").values()).containsExactly(logs, within(1e-9));
    GraphBuilder back = new GraphBuilder();
    GraphValue x = network.inverse(back, back.input("z", d));
    assertThat(
            GraphInterpreter.run(back.output("x", x).build(), Map.of("z", codes)).get("x").values())
        .containsExactly(rows.values(), within(1e-8));
  }

  /** Over a grid, mass is 1, the sums over columns are the marginals, and so are draws' shares. */
  @Test
  void aFlowAsPriorIsADensity() {
    FlowPrior prior = new FlowPrior(network(new SplineCoupling(4), 2, 0.5));
    int side = 400;
    double step = 16.0 / side;
    double[] grid = new double[2 * side * side];
    for (int row = 0, p = 0; row < side; row++) {
      for (int column = 0; column < side; column++, p++) {
        grid[2 * p] = -8 + step * (row + 0.5);
        grid[2 * p + 1] = -8 + step * (column + 0.5);
      }
    }
    Matrix codes = Matrix.wrap(side * side, 2, grid);
    double[] density = prior.logDensity(codes, new double[0]);
    double[] sums = new double[side];
    for (int p = 0; p < density.length; p++) {
      sums[p / side] += Math.exp(density[p]) * step;
    }
    assertThat(Arrays.stream(sums).sum() * step).isEqualTo(1, within(0.01));
    Matrix draws = prior.sample(20_000, 2, new SeededRandom(1));
    double shareBelow = Arrays.stream(draws.column(0)).filter(z -> z < 0).count() / 20_000.0;
    double massBelow = Arrays.stream(sums, 0, side / 2).sum() * step;
    assertThat(shareBelow).isEqualTo(massBelow, within(0.015));
    double difference = 0;
    for (int i = 0; i < side; i++) {
      double[] one = {-8 + step * (i + 0.5), 0};
      double marginal = Math.exp(prior.logMarginals(Matrix.wrap(1, 2, one)).get(0, 0));
      difference += Math.abs(marginal - sums[i]) * step;
    }
    assertThat(difference).isLessThan(0.1);
  }
}
