package org.latent4j.report;

import java.util.List;
import java.util.Map;
import org.latent4j.data.Column;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.data.HeapDataset;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.model.Density;
import org.latent4j.model.FitReport;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Model;
import org.latent4j.model.ReferenceRows;

/** Models of known parameters and rows for them. */
public final class Fits {

  private Fits() {}

  /** Names of columns as the worst of files has them. */
  public static final List<String> HOSTILE =
      List.of("<script>alert(1)</script>", "\"' onload=x & ]]> \u202E\u0000<!--");

  /** Rows of named columns. */
  public static Dataset rows(List<String> names, Matrix values) {
    return HeapDataset.builder(Schema.of(names.stream().map(Column::numeric).toList()), values)
        .build();
  }

  /** A model joined with the rows it is told of. */
  public static FittedModel joined(Model model, Dataset data) {
    ReferenceRows reference =
        model instanceof Density density
            ? ReferenceRows.of(density.logDensity(data.toMatrix()), false)
            : ReferenceRows.NONE;
    return new FittedModel(
        "gmm",
        model,
        data.schema(),
        Encoding.identity(data.featureCount()),
        FitReport.closedForm(Double.NaN, (double) data.rowCount(), List.of()),
        new FittedModel.Provenance(Map.of(), 0, "", ""),
        reference);
  }

  /** One Gaussian. */
  public static GaussianMixture gaussian(double[] mean, Matrix covariance) {
    return GaussianMixture.of(
        CovarianceStructure.FULL,
        new double[] {1},
        Matrix.of(1, mean.length, mean),
        List.of(covariance));
  }

  /** Two round Gaussians of variance 1 at (−4, −4) and (4, 4), of weights 1/4 and 3/4. */
  public static GaussianMixture twoBlobs() {
    return GaussianMixture.of(
        CovarianceStructure.SPHERICAL,
        new double[] {0.25, 0.75},
        Matrix.of(2, 2, -4, -4, 4, 4),
        List.of(Matrix.identity(2)));
  }

  /** What a report takes. */
  public static ReportInput input(Model model, Dataset data) {
    return ReportInput.of(joined(model, data), data, "rows");
  }
}
