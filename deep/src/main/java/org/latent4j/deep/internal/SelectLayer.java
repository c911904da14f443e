package org.latent4j.deep.internal;

import java.util.Arrays;
import org.latent4j.graph.GraphValue;
import org.latent4j.linalg.Matrix;

/** Puts inputs in other places, drops some, and sets other places to 0. Immutable. */
public final class SelectLayer implements Layer {

  private final int inputs;
  private final int[] places;

  /**
   * Keeps the places.
   *
   * @param places which input each output is, −1 for 0
   */
  public SelectLayer(int inputs, int[] places) {
    for (int place : places) {
      if (place < -1 || place >= inputs) {
        throw new IllegalArgumentException(
            "places must be from -1 to " + (inputs - 1) + ", got " + place);
      }
    }
    this.inputs = inputs;
    this.places = places;
  }

  /** From some pixels to the whole image, the others 0. */
  static SelectLayer placing(int[] pixels, int size) {
    int[] places = new int[size];
    Arrays.fill(places, -1);
    for (int j = 0; j < pixels.length; j++) {
      places[pixels[j]] = j;
    }
    return new SelectLayer(pixels.length, places);
  }

  /** The live array, not to be changed. */
  int[] places() {
    return places;
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return places.length;
  }

  @Override
  public Matrix apply(Matrix rows) {
    double[] values = new double[Math.multiplyExact(rows.rows(), places.length)];
    double[] from = rows.values();
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < places.length; j++) {
        values[i * places.length + j] = places[j] < 0 ? 0 : from[i * inputs + places[j]];
      }
    }
    return Matrix.wrap(rows.rows(), places.length, values);
  }

  @Override
  public GraphValue apply(GraphValue rows) {
    return rows.select(places);
  }
}
