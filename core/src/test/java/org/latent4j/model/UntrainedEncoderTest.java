package org.latent4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latent4j.data.Encoding;
import org.latent4j.data.Schema;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphFunction;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;

class UntrainedEncoderTest {

  private static final int D = 200;
  private static final int Q = 150;

  /** A network of one layer behind a shift of 5: relu((x − 5)·W + b), or without the bend. */
  private record Network(boolean bent) implements Model, Encoder, Described {

    @Override
    public int featureCount() {
      return D;
    }

    @Override
    public long parameterCount() {
      return D * Q;
    }

    @Override
    public LatentSpace latentSpace() {
      return new LatentSpace(Q, LatentSpace.Kind.CONTINUOUS);
    }

    @Override
    public Matrix encode(Matrix observations) {
      throw new UnsupportedOperationException("codes come from the graph");
    }

    @Override
    public Optional<Graph> graph(GraphFunction function) {
      GraphBuilder builder = new GraphBuilder();
      double[] shift = new double[D];
      Arrays.fill(shift, 5);
      double[] bias = new double[Q];
      Arrays.fill(bias, 100);
      GraphValue sum =
          builder.input(function.input(), D).minus(shift).affine(Matrix.zeros(D, Q), bias);
      return Optional.of(builder.output(function.output(), bent ? sum.relu() : sum).build());
    }
  }

  private static FittedModel model(boolean bent) {
    return new FittedModel(
        "toy",
        new Network(bent),
        Schema.numeric(D),
        Encoding.identity(D),
        FitReport.closedForm(Double.NaN, 1, List.of()),
        new FittedModel.Provenance(Map.of(), 0, "", ""),
        ReferenceRows.NONE);
  }

  /** x − 5 = 1 everywhere: a sum has variance 200 · 2/200 = 2, of which relu keeps half of E x². */
  @Test
  void weightsAreDrawnAndBiasesAreNothing() {
    Matrix rows = Matrix.wrap(2, D, new double[2 * D]);
    Arrays.fill(rows.values(), 0, D, 5);
    Arrays.fill(rows.values(), D, 2 * D, 6);
    Matrix codes = UntrainedEncoder.of(model(true), new SeededRandom(1)).orElseThrow().encode(rows);

    assertThat(codes.row(0)).containsOnly(0);
    double squares = Arrays.stream(codes.row(1)).map(z -> z * z).average().orElseThrow();
    // E relu(z)⁴ = 1.5 · 2² = 6, so that the mean of 150 squares has deviation √(5/150)
    assertThat(squares).isCloseTo(1, within(4 * Math.sqrt(5.0 / Q)));
    assertThat(codes.row(1)).contains(0);
  }

  @Test
  void theSeedDecides() {
    Matrix rows = Matrix.wrap(1, D, new double[D]);
    Matrix one = UntrainedEncoder.of(model(true), new SeededRandom(1)).orElseThrow().encode(rows);
    assertThat(UntrainedEncoder.of(model(true), new SeededRandom(1)).orElseThrow().encode(rows))
        .isEqualTo(one);
    assertThat(UntrainedEncoder.of(model(true), new SeededRandom(2)).orElseThrow().encode(rows))
        .isNotEqualTo(one);
  }

  @Test
  void aLinearModelHasNoNetwork() {
    assertThat(UntrainedEncoder.of(model(false), new SeededRandom(1))).isEmpty();
  }
}
