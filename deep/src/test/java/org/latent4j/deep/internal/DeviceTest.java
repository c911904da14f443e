package org.latent4j.deep.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.data.Dataset;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;
import org.latent4j.deep.Activation;
import org.latent4j.deep.DeepDesign;
import org.latent4j.deep.Device;
import org.latent4j.deep.Likelihood;
import org.latent4j.deep.NetworkOptions;
import org.latent4j.deep.Prior;
import org.latent4j.deep.TrainingOptions;
import org.latent4j.deep.VariationalAutoencoder;
import org.latent4j.deep.VariationalAutoencoderOptions;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;

/** Training on a graphics card, as far as there is one. */
class DeviceTest {

  private static final int SIDE = 8;
  private static final int ROWS = 300;

  @BeforeAll
  static void load() {
    LibTorch.require();
  }

  @Test
  void aCardThatIsNotThereIsMissed() {
    assumeFalse(torch.cuda_is_available(), "there is a graphics card");
    assertThat(LibTorch.device(Device.AUTO).is_cpu()).isTrue();
    assertThatThrownBy(() -> LibTorch.device(Device.CUDA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("device must be cpu or auto where LibTorch sees no graphics card");
  }

  private static Dataset images() {
    SeededRandom random = new SeededRandom(1);
    double[] values = new double[ROWS * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(1 + i % SIDE) == 0 ? 1 : 0;
    }
    Schema schema =
        new Schema(
            Schema.numeric(SIDE * SIDE).columns(), Optional.of(new ImageShape(SIDE, SIDE, 1)));
    return HeapDataset.builder(schema, Matrix.wrap(ROWS, SIDE * SIDE, values)).build();
  }

  static Stream<VariationalAutoencoderOptions> models() {
    NetworkOptions dense = NetworkOptions.dense(Activation.RELU, 16);
    VariationalAutoencoderOptions plain =
        VariationalAutoencoderOptions.defaults()
            .withDesign(DeepDesign.defaults().withNetwork(dense).withLatentDimension(4))
            .withTraining(TrainingOptions.defaults().withEpochs(2));
    DeepDesign images = plain.design().withNetwork(dense.withConvolutions(8).withBlocks(1));
    return Stream.concat(
        Stream.of(
            plain,
            plain.withDesign(images),
            plain.withDesign(plain.design().withLikelihood(Likelihood.LOGISTIC, 0)),
            plain.withHierarchicalPrior(2)),
        Stream.of(Prior.MIXTURE, Prior.VAMP, Prior.FLOW).map(prior -> plain.withPrior(prior, 3)));
  }

  /** Random numbers do not come from the card, and two epochs leave rounding small. */
  @ParameterizedTest
  @MethodSource("models")
  void aCardTrainsAsTheProcessorDoes(VariationalAutoencoderOptions options) {
    assumeTrue(torch.cuda_is_available(), "there is no graphics card");
    double expected = bound(options, Device.CPU);
    assertThat(bound(options, Device.CUDA)).isEqualTo(expected, within(1e-3 * -expected));
  }

  private static double bound(VariationalAutoencoderOptions options, Device device) {
    VariationalAutoencoderOptions there =
        options.withTraining(options.training().withDevice(device));
    return VariationalAutoencoder.fit(images(), there, FitContext.defaults())
        .report()
        .logLikelihood();
  }
}
