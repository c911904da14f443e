package org.latent4j.deep.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latent4j.deep.DeepDesign;
import org.latent4j.deep.Device;
import org.latent4j.deep.Likelihood;
import org.latent4j.linalg.SeededRandom;

/** Encoder, decoder and likelihood while they are trained, made for some rows. */
final class Assembly implements AutoCloseable {

  private final FlatParameters parameters = new FlatParameters();
  private final DeepDesign design;
  private final Conditioning conditioning;
  private final TorchNetwork encoder;
  private final TorchNetwork decoder;
  private final TorchOutput output;
  private boolean convolvesFast = true;

  /**
   * Adds all parameters, which are allocated when others have been added.
   *
   * @param codeNumbers how many numbers the encoder gives for each latent dimension
   * @param sparsity how many latent dimensions a code uses, 0 for all
   */
  Assembly(
      DeepRows rows,
      Conditioning conditioning,
      DeepDesign design,
      int codeNumbers,
      int sparsity,
      SeededRandom random) {
    this.design = design;
    this.conditioning = conditioning;
    Architecture architecture = new Architecture(design.network(), rows.schema());
    int q = design.latentDimension();
    encoder =
        new TorchNetwork(
            parameters,
            "encoder",
            sparse(architecture.encoder(codeNumbers * q, random.split(0)), sparsity));
    decoder = new TorchNetwork(parameters, "decoder", architecture.decoder(q, random.split(1)));
    output = output(rows, conditioning.offsets().length);
  }

  private Network sparse(Network encoder, int sparsity) {
    if (sparsity == 0) {
      return encoder;
    }
    List<Layer> layers = new ArrayList<>(encoder.layers());
    layers.add(new SparseLayer(sparsity, design.latentDimension(), encoder.outputs()));
    return new Network(layers);
  }

  private TorchOutput output(DeepRows rows, int d) {
    Likelihood likelihood = rows.likelihood();
    if (likelihood == Likelihood.BERNOULLI) {
      return TorchOutput.bernoulli();
    }
    if (likelihood == Likelihood.LOGISTIC) {
      return TorchOutput.logistic(parameters, rows.grid(conditioning));
    }
    double[] deviations = new double[d];
    if (likelihood == Likelihood.GAUSSIAN) {
      Arrays.fill(deviations, 1);
      return TorchOutput.gaussian(parameters, TorchOutput.Noise.COLUMNS, deviations);
    }
    boolean fixed = design.deviation() > 0;
    Arrays.fill(deviations, fixed ? design.deviation() / conditioning.scales()[0] : 1);
    return TorchOutput.gaussian(
        parameters, fixed ? TorchOutput.Noise.FIXED : TorchOutput.Noise.SHARED, deviations);
  }

  /** Takes the memory; no parameter can be added after. */
  void allocate(Device device) {
    org.bytedeco.pytorch.Device where = LibTorch.device(device);
    parameters.allocate(where);
    if (where.is_cpu()) {
      convolvesFast = encoder.verifyConvolutions() && decoder.verifyConvolutions();
    }
  }

  FlatParameters parameters() {
    return parameters;
  }

  int latent() {
    return design.latentDimension();
  }

  TorchNetwork encoder() {
    return encoder;
  }

  TorchNetwork decoder() {
    return decoder;
  }

  TorchOutput output() {
    return output;
  }

  /** What a user has to know of how it is trained. */
  List<String> notes() {
    return convolvesFast
        ? List.of()
        : List.of(
            "fast convolutions (oneDNN) were seen to be wrong on this processor for images and"
                + " channels of these sizes; slow ones were taken");
  }

  /** The model of some values of all parameters; its encoder has as many outputs as this one. */
  DeepModel model(float[] values) {
    return new DeepModel(
        conditioning,
        encoder.network(values),
        decoder.network(values),
        output.distribution(values));
  }

  /** Puts a model in place of what is there at the start. */
  void start(DeepModel from, float[] values) {
    encoder.start(from.encoder(), values);
    decoder.start(from.decoder(), values);
    output.start(from.output(), values);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
