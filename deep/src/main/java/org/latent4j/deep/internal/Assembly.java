package org.latent4j.deep.internal;

import java.util.Arrays;
import java.util.List;
import org.latent4j.deep.Activation;
import org.latent4j.deep.Likelihood;
import org.latent4j.linalg.SeededRandom;

/** Encoder, decoder and likelihood while they are trained, made for some rows. */
final class Assembly implements AutoCloseable {

  /**
   * What they are like.
   *
   * @param latent number of latent dimensions
   * @param hidden widths of the encoder's hidden layers
   * @param deviation of an isotropic likelihood, in the units of the rows; 0 to learn it
   */
  record Design(int latent, List<Integer> hidden, Activation activation, double deviation) {}

  private final FlatParameters parameters = new FlatParameters();
  private final Design design;
  private final Conditioning conditioning;
  private final TorchDense encoder;
  private final TorchDense decoder;
  private final TorchOutput output;

  /**
   * Adds all parameters, which the caller allocates when others have been added.
   *
   * @param codeNumbers how many numbers the encoder gives for each latent dimension
   */
  Assembly(
      DeepRows rows,
      Conditioning conditioning,
      Design design,
      int codeNumbers,
      SeededRandom random) {
    this.design = design;
    this.conditioning = conditioning;
    int d = conditioning.offsets().length;
    List<Integer> hidden = design.hidden();
    int[] widths = new int[hidden.size() + 2];
    int[] back = new int[widths.length];
    widths[0] = d;
    back[0] = design.latent();
    for (int i = 0; i < hidden.size(); i++) {
      widths[i + 1] = hidden.get(i);
      back[back.length - 2 - i] = hidden.get(i);
    }
    widths[widths.length - 1] = codeNumbers * design.latent();
    back[back.length - 1] = d;
    encoder = new TorchDense(parameters, "encoder", widths, design.activation(), random.split(0));
    decoder = new TorchDense(parameters, "decoder", back, design.activation(), random.split(1));
    output = output(rows, d);
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

  FlatParameters parameters() {
    return parameters;
  }

  int latent() {
    return design.latent();
  }

  TorchDense encoder() {
    return encoder;
  }

  TorchDense decoder() {
    return decoder;
  }

  TorchOutput output() {
    return output;
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
