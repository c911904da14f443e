package org.latent4j.task;

import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Encoder;
import org.latent4j.model.FittedModel;
import org.latent4j.model.LatentSpace;

/** The code of each row, E[z|x]: few numbers in place of many. Needs a model with codes. */
public final class Codes {

  private static final String NAME = "encode";

  private Codes() {}

  /**
   * The code of each row as a task.
   *
   * @param model has codes
   * @return gives q columns, {@code z1}, {@code z2}, …, or {@code p1}, {@code p2}, … where a code
   *     is a vector of probabilities
   * @throws IllegalArgumentException if the model has no codes
   */
  public static RowTask task(FittedModel model) {
    Encoder encoder = Capabilities.encoder(model, NAME);
    return new RowTask(NAME, model, columns(encoder.latentSpace()), encoder::encode);
  }

  /**
   * Encodes rows.
   *
   * @param model has codes
   * @param data n complete rows
   * @param threads how many threads work, at least 1
   * @return n×q
   * @throws IllegalArgumentException if the model has no codes
   * @throws org.latent4j.data.DataException if the rows do not fit the model, or values are missing
   */
  public static Matrix of(FittedModel model, Dataset data, int threads) {
    return task(model).run(data, threads);
  }

  static List<String> columns(LatentSpace space) {
    return IntStream.range(0, space.dimension()).mapToObj(space::columnName).toList();
  }
}
