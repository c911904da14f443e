package org.latent4j.task;

import org.latent4j.data.Column;
import org.latent4j.data.Dataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Decoder;
import org.latent4j.model.FittedModel;

/** The mean row of each code, E[x|z]. Needs a model with a way back from codes. */
public final class Decoding {

  private static final String NAME = "decode";

  private Decoding() {}

  /**
   * The mean row of each code as a task.
   *
   * @param model has a way back from codes
   * @return takes rows of q features named as {@link Codes} names them (or x1, x2, …), gives the
   *     model's d features
   * @throws IllegalArgumentException if the model has no way back from codes
   */
  public static RowTask task(FittedModel model) {
    Decoder decoder = Capabilities.decoder(model, NAME);
    Schema codes =
        Schema.of(Codes.columns(decoder.latentSpace()).stream().map(Column::numeric).toList());
    return new RowTask(NAME, codes, model.schema().featureNames(), decoder::decode);
  }

  /**
   * Decodes codes.
   *
   * @param model has a way back from codes
   * @param codes n rows of q features
   * @param threads how many threads work, at least 1
   * @return n×d, in the user's units
   * @throws IllegalArgumentException if the model has no way back from codes
   * @throws org.latent4j.data.DataException if the columns are not those of codes, or values are
   *     missing
   */
  public static Matrix of(FittedModel model, Dataset codes, int threads) {
    return task(model).run(codes, threads);
  }
}
