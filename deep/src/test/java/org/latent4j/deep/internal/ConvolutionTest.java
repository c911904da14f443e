package org.latent4j.deep.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.DataException;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;
import org.latent4j.deep.NetworkOptions;
import org.latent4j.graph.ConvolutionShape;
import org.latent4j.graph.Graph;
import org.latent4j.graph.GraphBuilder;
import org.latent4j.graph.GraphInterpreter;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.ModelState;

/** A convolution is a matrix with most entries 0 and the others shared. */
class ConvolutionTest {

  static Stream<ConvolutionShape> shapes() {
    return Stream.of(
        new ConvolutionShape(6, 4, 2, 3, 4, 2),
        new ConvolutionShape(7, 5, 1, 2, 4, 2),
        new ConvolutionShape(5, 3, 3, 2, 3, 1),
        new ConvolutionShape(5, 6, 2, 2, 3, 2),
        new ConvolutionShape(2, 2, 1, 4, 4, 2),
        new ConvolutionShape(1, 1, 2, 2, 3, 1),
        new ConvolutionShape(4, 4, 3, 1, 1, 1));
  }

  private static Matrix gaussian(int rows, int columns, long seed) {
    double[] values = new double[rows * columns];
    new SeededRandom(seed).fillGaussian(values);
    return Matrix.wrap(rows, columns, values);
  }

  /** From its definition: pixel (y, x) of channel c times the weight of its place in the patch. */
  private static Matrix dense(ConvolutionShape s, Matrix weights) {
    double[][] matrix = new double[s.largeSize()][s.smallSize()];
    for (int v = 0; v < s.smallHeight(); v++) {
      for (int u = 0; u < s.smallWidth(); u++) {
        for (int f = 0; f < s.filters(); f++) {
          for (int y = 0; y < s.height(); y++) {
            for (int x = 0; x < s.width(); x++) {
              int ky = y - (v * s.stride() - (s.kernel() - 1) / 2);
              int kx = x - (u * s.stride() - (s.kernel() - 1) / 2);
              if (ky < 0 || kx < 0 || ky >= s.kernel() || kx >= s.kernel()) {
                continue;
              }
              for (int c = 0; c < s.channels(); c++) {
                matrix[(y * s.width() + x) * s.channels() + c][
                        (v * s.smallWidth() + u) * s.filters() + f] =
                    weights.get((ky * s.kernel() + kx) * s.channels() + c, f);
              }
            }
          }
        }
      }
    }
    return Matrix.ofRows(matrix);
  }

  private static double[] repeated(double[] bias, int times) {
    double[] all = new double[bias.length * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = bias[i % bias.length];
    }
    return all;
  }

  private static void assertSame(Layer layer, Matrix rows, Matrix matrix, double[] bias) {
    double[] expected = new DenseLayer(new Weights(matrix, bias)).apply(rows).values();
    assertThat(layer.apply(rows).values()).containsExactly(expected, within(1e-12));
    GraphBuilder builder = new GraphBuilder();
    Graph graph = builder.output("y", layer.apply(builder.input("x", rows.columns()))).build();
    assertThat(GraphInterpreter.run(graph, Map.of("x", rows)).get("y").values())
        .containsExactly(expected, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void downIsAMatrix(ConvolutionShape s) {
    Matrix weights = gaussian(s.patchSize(), s.filters(), 1);
    double[] bias = gaussian(1, s.filters(), 2).values();
    Layer layer =
        new ConvolutionLayer(s, ConvolutionLayer.Direction.DOWN, new Weights(weights, bias));
    assertSame(
        layer, gaussian(11, s.largeSize(), 3), dense(s, weights), repeated(bias, s.places()));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void upIsTheTransposedMatrix(ConvolutionShape s) {
    Matrix weights = gaussian(s.patchSize(), s.filters(), 1);
    double[] bias = gaussian(1, s.channels(), 2).values();
    Layer layer =
        new ConvolutionLayer(
            s, ConvolutionLayer.Direction.UP, new Weights(weights.transpose(), bias));
    assertSame(
        layer,
        gaussian(11, s.smallSize(), 3),
        dense(s, weights).transpose(),
        repeated(bias, s.height() * s.width()));
  }

  /** Images of colours, of which some pixels are no features. */
  static Schema schema(int height, int width, int channels, int... ignored) {
    List<Column> columns = new ArrayList<>(Schema.numeric(height * width * channels).columns());
    for (int p : ignored) {
      columns.set(p, columns.get(p).withRole(ColumnRole.IGNORED));
    }
    return new Schema(columns, Optional.of(new ImageShape(height, width, channels)));
  }

  /** A network of every kind of layer, with weights that are not 0. */
  static Network network(boolean encoder) {
    NetworkOptions options = NetworkOptions.defaults().withConvolutions(3, 4).withBlocks(2);
    Architecture architecture = new Architecture(options, schema(6, 7, 2, 0, 5, 40));
    SeededRandom random = new SeededRandom(4);
    Network network = encoder ? architecture.encoder(5, random) : architecture.decoder(5, random);
    return network.map(
        "n",
        (key, weights) -> {
          double[] noise = gaussian(1, weights.bias().length, key.hashCode()).values();
          Matrix more = gaussian(weights.matrix().rows(), weights.matrix().columns(), key.length());
          return new Weights(weights.matrix().plus(more.scaled(0.05)), noise);
        });
  }

  @Test
  void anEncoderSeesTheFeaturesWhereTheyStandInTheImage() {
    Network encoder = network(true);
    assertThat(encoder.inputs()).isEqualTo(81);
    Matrix rows = gaussian(3, 81, 5);
    Matrix image = encoder.layers().get(0).apply(rows);
    assertThat(image.columns()).isEqualTo(84);
    assertThat(image.column(0)).containsOnly(0);
    assertThat(image.column(1)).containsExactly(rows.column(0));
    assertThat(image.column(41)).containsExactly(rows.column(38));
    assertThat(network(false).outputs()).isEqualTo(81);
  }

  @Test
  void networksComeBackFromWords() {
    for (boolean encoder : new boolean[] {true, false}) {
      Network network = network(encoder);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      Map<String, String> words = new LinkedHashMap<>();
      NetworkText.put("part", network, tensors, words);
      Network read = NetworkText.read(new ModelState(tensors, words), "part");
      Matrix rows = gaussian(4, network.inputs(), 6);
      assertThat(read.apply(rows).values())
          .containsExactly(network.apply(rows).values(), within(1e-5));
      assertThat(read.parameterCount()).isEqualTo(network.parameterCount());
    }
  }

  @Test
  void wordsThatAreNoNetworkAreRefused() {
    for (String words :
        List.of("", "dense", "dense 4", "dense 4 x", "conv 3 3", "residual 9", "relu 4; relu 5")) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .as(words)
          .isThrownBy(
              () -> NetworkText.read(new ModelState(Map.of(), Map.of("part", words)), "part"));
    }
  }

  @Test
  void imagesThatAreTooSmallAreRefused() {
    NetworkOptions deep = NetworkOptions.defaults().withConvolutions(3, 4, 5);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> new Architecture(deep, schema(6, 7, 1)))
        .withMessage(
            "images of 6 x 7 pixels can be halved 2 times at most, but channels are given for 3");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> new Architecture(deep, Schema.numeric(5)))
        .withMessage(
            "convolutions need rows that are images, but these are 5 columns; take a dense"
                + " network");
  }
}
