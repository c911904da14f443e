package org.latent4j.select;

import java.util.ArrayList;
import java.util.List;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Encoding;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Density;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitResult;
import org.latent4j.model.FitStatus;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Model;
import org.latent4j.model.ReferenceRows;

/**
 * A model fitted to some rows through a scaling.
 *
 * @param plan what was asked for
 * @param encoding the scaling
 * @param model works on encoded rows
 * @param report in the user's units
 */
record Trained(Plan plan, Encoding encoding, Model model, FitReport report) {

  private static final int BLOCK_VALUES = 1 << 19;

  /** Fits the model. */
  static Trained fit(Plan plan, Encoding encoding, Dataset data, FitContext context) {
    FitResult<? extends Model> result =
        plan.family().fit(encoding.apply(data), plan.settings(), context);
    return new Trained(
        plan, encoding, result.model(), result.report().shifted(logJacobian(encoding, data)));
  }

  /** Per unit of weight, over the observed values. */
  private static double logJacobian(Encoding encoding, Dataset data) {
    return encoding.isIdentity() ? 0 : encoding.logJacobian(DataSummary.of(data));
  }

  /** The criteria on the rows it was fitted to. */
  Criteria criteria(Dataset data) {
    return Criteria.of(model, report, encoding.apply(data));
  }

  boolean hasDensity() {
    return model instanceof Density;
  }

  /** Log density of each row in the user's units; the model must have a density. */
  double[] logDensities(Dataset data) {
    double[] all = new double[Math.toIntExact(data.rowCount())];
    int blockRows = Math.max(16, BLOCK_VALUES / data.featureCount());
    for (int from = 0; from < all.length; from += blockRows) {
      Matrix block = data.rows(from, Math.min(blockRows, all.length - from));
      double[] part = ((Density) model).logDensity(encoding.apply(block));
      double[] logJacobians = encoding.logJacobians(block);
      for (int i = 0; i < part.length; i++) {
        all[from + i] = part[i] + logJacobians[i];
      }
    }
    return all;
  }

  /** The same, which went on from a model of a part of the rows: the starts are that model's. */
  Trained goingOnFrom(Trained part) {
    double scale = report.weightTotal() / part.report.weightTotal();
    List<Double> starts = part.report.starts().stream().map(v -> v * scale).toList();
    return new Trained(
        plan,
        encoding,
        model,
        new FitReport(
            report.status(),
            report.iterations(),
            report.logLikelihood(),
            report.weightTotal(),
            report.trace(),
            starts,
            report.notes()));
  }

  /** The same, told under another plan. */
  Trained as(Plan other) {
    return new Trained(other, encoding, model, report);
  }

  /** The same, marked as stopped before its end. */
  Trained cancelled() {
    return new Trained(
        plan,
        encoding,
        model,
        new FitReport(
            FitStatus.CANCELLED,
            report.iterations(),
            report.logLikelihood(),
            report.weightTotal(),
            report.trace(),
            report.starts(),
            report.notes()));
  }

  /** Joins all parts, with some more notes in the report. */
  FittedModel join(
      Schema schema,
      FittedModel.Provenance provenance,
      ReferenceRows reference,
      List<String> notes) {
    List<String> all = new ArrayList<>(report.notes());
    all.addAll(notes);
    FitReport annotated =
        new FitReport(
            report.status(),
            report.iterations(),
            report.logLikelihood(),
            report.weightTotal(),
            report.trace(),
            report.starts(),
            all);
    return new FittedModel(
        plan.family().name(), model, schema, encoding, annotated, provenance, reference);
  }
}
