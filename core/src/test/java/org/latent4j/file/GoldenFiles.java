package org.latent4j.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latent4j.data.Encoding;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.model.FitReport;
import org.latent4j.model.FittedModel;
import org.latent4j.model.FittedModel.Provenance;
import org.latent4j.model.ReferenceRows;

/**
 * The models behind {@code src/test/resources/golden}. Each released version adds its files there,
 * made by {@link #main}; files of earlier versions are never written again.
 */
final class GoldenFiles {

  private GoldenFiles() {}

  /** Models by the names of their files. */
  static Map<String, FittedModel> models() {
    Map<String, FittedModel> models = new LinkedHashMap<>();
    models.put("diagonal-format-1.latent", Models.withReference(400));
    models.put("gmm-format-1.latent", mixture());
    return models;
  }

  /** ½·N((0, 0), I) + ½·N((3, 4), [[2, 1], [1, 2]]). */
  private static FittedModel mixture() {
    GaussianMixture model =
        GaussianMixture.of(
            CovarianceStructure.FULL,
            new double[] {0.5, 0.5},
            Matrix.of(2, 2, 0.0, 0, 3, 4),
            List.of(Matrix.identity(2), Matrix.of(2, 2, 2.0, 1, 1, 2)));
    return new FittedModel(
        "gmm",
        model,
        Schema.numeric(2),
        Encoding.identity(2),
        FitReport.closedForm(-3, 1, List.of()),
        new Provenance(Map.of("k", "2"), 0, "00".repeat(32), "0.1.0"),
        ReferenceRows.NONE);
  }

  /**
   * Writes the files that are not there yet.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws IOException {
    for (Map.Entry<String, FittedModel> model : models().entrySet()) {
      Path file = Path.of(arguments[0], model.getKey());
      if (Files.notExists(file)) {
        ModelFiles.write(model.getValue(), file);
      }
    }
  }
}
