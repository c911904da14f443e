package org.latent4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Encoding;
import org.latent4j.data.Schema;
import org.latent4j.file.ModelFiles;
import org.latent4j.linalg.Matrix;
import org.latent4j.linear.ProbabilisticPca;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.mixture.StudentMixture;
import org.latent4j.mixture.UniformNoise;
import org.latent4j.model.FitReport;
import org.latent4j.model.FittedModel;
import org.latent4j.model.FittedModel.Provenance;
import org.latent4j.model.Model;
import org.latent4j.model.ReferenceRows;

/** Models of known parameters, over the columns length and width, in files. */
final class ModelFixture {

  /** Three rows as CSV. */
  static final String ROWS = "length,width\n0,0\n10,1\n4,-1\n";

  /** The same rows. */
  static final Matrix MATRIX = Matrix.of(3, 2, 0, 0, 10, 1, 4, -1);

  private ModelFixture() {}

  /**
   * Weights 1/4 and 3/4, means (0, 0) and (10, 0), variances (1, 1) and (4, 1); reference rows of
   * log density −30, −5 and −4 that were held out.
   */
  static FittedModel mixture() {
    GaussianMixture mixture =
        GaussianMixture.of(
            CovarianceStructure.DIAGONAL,
            new double[] {0.25, 0.75},
            Matrix.of(2, 2, 0, 0, 10, 0),
            List.of(Matrix.diagonal(1, 1), Matrix.diagonal(4, 1)));
    return fitted(
        "gmm",
        mixture,
        Map.of("k", "2", "covariance", "diagonal"),
        ReferenceRows.of(new double[] {-30, -5, -4}, true));
  }

  /** The mixture with 1/5 of the rows even over the box from (−5, −5) to (15, 5). */
  static FittedModel noisy() {
    GaussianMixture noisy =
        ((GaussianMixture) mixture().model())
            .withNoise(UniformNoise.alongFeatures(new double[] {5, 0}, new double[] {10, 5}), 0.2);
    return fitted("gmm", noisy, Map.of("noise-component", "uniform"), ReferenceRows.NONE);
  }

  /** One Gaussian with mean (1, 2) and variances (4, 0.25), without reference rows. */
  static FittedModel gaussian() {
    GaussianMixture gaussian =
        GaussianMixture.of(
            CovarianceStructure.DIAGONAL,
            new double[] {1},
            Matrix.of(1, 2, 1, 2),
            List.of(Matrix.diagonal(4, 0.25)));
    return fitted("gmm", gaussian, Map.of("k", "1"), ReferenceRows.NONE);
  }

  /** Probabilistic PCA with mean (1, 2), W = (2, 0) transposed and noise variance 1. */
  static FittedModel ppca() {
    ProbabilisticPca ppca = ProbabilisticPca.of(new double[] {1, 2}, Matrix.of(2, 1, 2, 0), 1);
    return fitted("ppca", ppca, Map.of("latent", "1"), ReferenceRows.NONE);
  }

  /** The mixture with tails of 4 degrees of freedom, which takes no missing values. */
  static FittedModel heavyTailed() {
    StudentMixture student =
        StudentMixture.of(
            CovarianceStructure.DIAGONAL,
            new double[] {0.25, 0.75},
            Matrix.of(2, 2, 0, 0, 10, 0),
            List.of(Matrix.diagonal(1, 1), Matrix.diagonal(4, 1)),
            4);
    return fitted("tmm", student, Map.of("k", "2"), ReferenceRows.of(new double[] {-30, -5}, true));
  }

  private static FittedModel fitted(
      String family, Model model, Map<String, String> settings, ReferenceRows reference) {
    Column length = new Column("length", ColumnKind.NUMERIC, ColumnRole.FEATURE, List.of(), 0.5);
    Column width = new Column("width", ColumnKind.NUMERIC, ColumnRole.FEATURE, List.of(), 0.001);
    return new FittedModel(
        family,
        model,
        Schema.of(List.of(length, width)),
        Encoding.identity(2),
        FitReport.closedForm(-500, 100, List.of("a note of the fit")),
        new Provenance(settings, 42, "fingerprint", "0.1.0"),
        reference);
  }

  /** Writes a model to a file of a folder. */
  static Path write(FittedModel model, Path folder) throws IOException {
    Path file = folder.resolve(model.family() + ".latent");
    ModelFiles.write(model, file);
    return file;
  }

  /** Writes a text to a file of a folder. */
  static Path write(String text, Path folder, String name) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
