package org.latent4j.deep.internal;

import java.util.Arrays;
import java.util.Locale;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/**
 * Keeps the greatest of the first numbers of a row, sets the others of these to 0, and leaves the
 * rest alone (Makhzani and Frey 2014, "k-sparse autoencoders", section 2, arXiv:1312.5663).
 *
 * @param kept how many are kept; more where several equal the least of them
 * @param among of how many of the first
 */
public record SparseLayer(int kept, int among, int inputs) implements Layer {

  public SparseLayer {
    if (kept < 1 || kept > among || among > inputs) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a sparse layer must keep at least 1 of at most %d inputs, got %d of %d",
              inputs,
              kept,
              among));
    }
  }

  @Override
  public int outputs() {
    return inputs;
  }

  @Override
  public Matrix apply(Matrix rows) {
    double[] values = rows.toArray();
    for (int i = 0; i < values.length; i += inputs) {
      double[] sorted = Arrays.copyOfRange(values, i, i + among);
      Arrays.sort(sorted);
      for (int j = i; j < i + among; j++) {
        values[j] = values[j] < sorted[among - kept] ? 0 : values[j];
      }
    }
    return Matrix.wrap(rows.rows(), inputs, values);
  }

  @Override
  public GraphValue apply(GraphValue rows) {
    return rows.keepGreatest(kept, among);
  }
}
