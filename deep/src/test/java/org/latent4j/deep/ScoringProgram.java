package org.latent4j.deep;

import java.io.IOException;
import java.nio.file.Path;
import org.latent4j.data.Dataset;
import org.latent4j.file.ModelFiles;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.FitContext;
import org.latent4j.model.FittedModel;

/** Asks a model file everything, and then for a fit: run where there is no LibTorch. */
public final class ScoringProgram {

  private ScoringProgram() {}

  static Matrix rows() {
    return Rows.curved(20, 4, 9);
  }

  /** All answers as text. */
  static String answers(FittedModel model) {
    Matrix codes = model.encoder().orElseThrow().encode(rows());
    return Matrix.of(1, 20, model.density().orElseThrow().logDensity(rows())).toRows()[0][7]
        + " "
        + codes.get(3, 1)
        + " "
        + model.decoder().orElseThrow().decode(codes).get(5, 2)
        + " "
        + model.sampler().orElseThrow().sample(2, new SeededRandom(4)).get(1, 1);
  }

  /** Prints the answers of the model in a file, then what a fit says. */
  public static void main(String[] args) throws IOException {
    System.out.println(answers(ModelFiles.read(Path.of(args[0]))));
    try {
      VariationalAutoencoder.fit(
          Dataset.of(rows()), VariationalAutoencoderOptions.defaults(), FitContext.defaults());
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
