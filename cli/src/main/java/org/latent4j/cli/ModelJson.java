package org.latent4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.Encoding;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FitReport;
import org.latent4j.model.FittedModel;
import org.latent4j.model.FittedModel.Provenance;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.ReferenceRows;
import org.latent4j.model.Tabulated;
import org.latent4j.task.HighestDensity;

/** A model as one JSON object; what it has in common with the summary of a fit is named alike. */
final class ModelJson {

  private ModelJson() {}

  /** Writes the object; what does not apply is left out. */
  static void write(OutputStream out, FittedModel fitted) throws IOException {
    Json.write(
        out,
        json -> {
          json.text("model", fitted.family())
              .text("title", ModelFamily.named(fitted.family()).title())
              .whole("columns", fitted.schema().featureCount());
          if (fitted.schema().first(ColumnRole.WEIGHT).isPresent()) {
            json.number("weightTotal", fitted.report().weightTotal());
          } else {
            json.whole("rows", Math.round(fitted.report().weightTotal()));
          }
          FitSummary.writeSizes(json, fitted);
          writeFit(json, fitted);
          writeOrigin(json, fitted.provenance());
          json.objects("schema", fitted.schema().columns(), ModelJson::writeColumn);
          writeScale(json, fitted.encoding());
          json.object("parameters", parameters -> writeParameters(parameters, fitted));
          writeTables(json, fitted);
        });
  }

  /** What the model tells of itself in tables; nothing if it has none. */
  static void writeTables(Json json, FittedModel fitted) throws IOException {
    if (fitted.model() instanceof Tabulated tabulated) {
      List<String> features = fitted.schema().featureNames();
      json.objects(
          "tables",
          tabulated.tables(fitted.schema()),
          (object, table) -> {
            object
                .text("title", table.title())
                .texts("rows", table.rowNames(features))
                .texts("columns", table.columnNames())
                .beginRows("values");
            for (double[] row : table.values().toRows()) {
              object.array(row);
            }
            object.endRows();
          });
    }
  }

  private static void writeFit(Json json, FittedModel fitted) throws IOException {
    FitReport report = fitted.report();
    ReferenceRows reference = fitted.reference();
    long parameters = fitted.model().parameterCount();
    double heldOut = reference.heldOut() ? reference.mean() : Double.NaN;
    double best = Double.isNaN(heldOut) ? report.meanLogLikelihood() : heldOut;
    json.number("logLikelihood", report.logLikelihood())
        .number("meanLogLikelihood", report.meanLogLikelihood())
        .number("heldOutMeanLogLikelihood", heldOut)
        .number("bitsPerDimension", fitted.bitsPerDimension(best))
        .number("bic", report.bic(parameters))
        .number("aic", report.aic(parameters))
        .whole("parameterCount", parameters)
        .whole("iterations", report.iterations())
        .truth("converged", report.converged())
        .whole("starts", report.starts().size())
        .whole("referenceRows", reference.size());
    if (reference.size() > 0) {
      json.object(
          "densityLevels",
          levels -> {
            for (double coverage : new double[] {0.5, 0.9, 0.99}) {
              levels.number(
                  Double.toString(coverage), HighestDensity.ofReference(fitted, coverage));
            }
          });
    }
    json.texts("notes", report.notes());
  }

  private static void writeOrigin(Json json, Provenance origin) throws IOException {
    json.texts("settings", origin.settings())
        .whole("seed", origin.seed())
        .text("fingerprint", origin.fingerprint())
        .text("libraryVersion", origin.libraryVersion());
  }

  private static void writeColumn(Json json, Column column) throws IOException {
    json.text("name", column.name())
        .text("kind", column.kind().name().toLowerCase(Locale.ROOT))
        .text("role", column.role().name().toLowerCase(Locale.ROOT));
    if (column.resolution() > 0) {
      json.number("resolution", column.resolution());
    }
    if (!column.levels().isEmpty()) {
      json.texts("levels", column.levels());
    }
  }

  private static void writeScale(Json json, Encoding encoding) throws IOException {
    json.text("scale", encoding.isIdentity() ? "none" : "standard");
    if (!encoding.isIdentity()) {
      json.numbers("offsets", encoding.offsets()).numbers("scales", encoding.scales());
    }
  }

  private static void writeParameters(Json json, FittedModel fitted) throws IOException {
    Map<String, Tensor> tensors = ModelFamily.named(fitted.family()).save(fitted.model()).tensors();
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor tensor = entry.getValue();
      json.object(
          entry.getKey(),
          object ->
              object
                  .numbers("shape", Arrays.stream(tensor.shape()).asDoubleStream().toArray())
                  .numbers("values", tensor.values()));
    }
  }
}
