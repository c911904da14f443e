package org.latent4j.task;

import java.util.List;
import java.util.Map;
import org.latent4j.data.Encoding;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixture.CovarianceStructure;
import org.latent4j.mixture.GaussianMixture;
import org.latent4j.model.FitReport;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Model;
import org.latent4j.model.ReferenceRows;

/** Fitted models of known parameters, as tasks take them. */
final class Fitted {

  private Fitted() {}

  static FittedModel of(Model model) {
    return of(model, Schema.numeric(model.featureCount()), ReferenceRows.NONE);
  }

  static FittedModel of(Model model, Schema schema, ReferenceRows reference) {
    return of(model, schema, Encoding.identity(model.featureCount()), reference);
  }

  static FittedModel of(Model model, Schema schema, Encoding encoding, ReferenceRows reference) {
    return new FittedModel(
        "toy",
        model,
        schema,
        encoding,
        FitReport.closedForm(Double.NaN, 1, List.of()),
        new FittedModel.Provenance(Map.of(), 0, "", ""),
        reference);
  }

  /** One Gaussian. */
  static GaussianMixture gaussian(double[] mean, Matrix covariance) {
    return GaussianMixture.of(
        CovarianceStructure.FULL,
        new double[] {1},
        Matrix.of(1, mean.length, mean),
        List.of(covariance));
  }

  /** Two spherical Gaussians of variance 1 at (−4, −4) and (4, 4), of weights 1/4 and 3/4. */
  static GaussianMixture twoBlobs() {
    return GaussianMixture.of(
        CovarianceStructure.SPHERICAL,
        new double[] {0.25, 0.75},
        Matrix.of(2, 2, -4, -4, 4, 4),
        List.of(Matrix.identity(2)));
  }
}
