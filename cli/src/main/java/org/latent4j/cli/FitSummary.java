package org.latent4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latent4j.data.Dataset;
import org.latent4j.model.Clusterer;
import org.latent4j.model.Encoder;
import org.latent4j.model.FitReport;
import org.latent4j.model.FittedModel;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.ModelFamily;
import org.latent4j.select.Criteria;
import org.latent4j.select.Leaderboard;

/**
 * What a fit tells: in words, or as one JSON object.
 *
 * @param outcome what was fitted
 * @param data the rows
 * @param outputs where things were written
 * @param threads that worked
 * @param secondsRead reading the rows
 * @param secondsFit fitting
 * @param searched whether the model was found by a search
 * @param memoryEstimate bytes of heap that were expected to be needed
 */
record FitSummary(
    FitCommand.Outcome outcome,
    Dataset data,
    Outputs outputs,
    int threads,
    double secondsRead,
    double secondsFit,
    boolean searched,
    long memoryEstimate) {

  private static final long MOST_RESPONSIBILITIES = 1L << 24;

  /** The summary in words. */
  String text() {
    StringBuilder text = new StringBuilder();
    outcome.search().ifPresent(result -> text.append(new LeaderboardText(result.leaderboard())));
    FittedModel fitted = outcome.fitted();
    FitReport report = fitted.report();
    text.append(
        String.format(
            Locale.ROOT,
            "%s%s on %s x %s (%s)%n",
            Text.printable(title(fitted)),
            searched ? " is the best model found" : " fitted",
            Text.count(data.rowCount(), "row"),
            Text.count(data.featureCount(), "column"),
            Text.duration(secondsFit)));
    if (fitted.reference().heldOut()) {
      double mean = fitted.reference().mean();
      text.append(
          String.format(
              Locale.ROOT,
              "  held-out log p(x) per row  %s ± %s (%.3f bits per column)%n",
              Text.number(mean),
              Text.number(standardError()),
              fitted.bitsPerDimension(mean)));
    }
    if (!Double.isNaN(report.logLikelihood())) {
      text.append(
          String.format(
              Locale.ROOT,
              "  log likelihood             %s (%s per row)%n  BIC                        %s"
                  + " (%d parameters)%n",
              Text.number(report.logLikelihood()),
              Text.number(report.meanLogLikelihood()),
              Text.number(report.bic(fitted.model().parameterCount())),
              fitted.model().parameterCount()));
    }
    text.append("  ").append(ending(report)).append('\n');
    report
        .notes()
        .forEach(sentence -> text.append("  ").append(Text.printable(sentence)).append('\n'));
    outcome
        .search()
        .ifPresent(
            result ->
                result
                    .notes()
                    .forEach(n -> text.append("  ").append(Text.printable(n)).append('\n')));
    String tables = ModelText.tables(fitted, ModelText::isShownWhole);
    if (!tables.isEmpty()) {
      text.append(tables).append('\n');
    }
    outputs.model().ifPresent(file -> text.append("model:  ").append(file).append('\n'));
    outputs.report().ifPresent(file -> text.append("report: ").append(file).append('\n'));
    return text.toString();
  }

  /** How a fit ended, in words. */
  static String ending(FitReport report) {
    String starts =
        report.starts().size() > 1
            ? String.format(Locale.ROOT, ", best of %d starts", report.starts().size())
            : "";
    return switch (report.status()) {
      case CONVERGED ->
          report.iterations() > 1
              ? "converged after " + report.iterations() + " iterations" + starts
              : "closed form";
      case ITERATION_LIMIT ->
          "NOT converged: stopped after " + report.iterations() + " iterations" + starts;
      case CANCELLED -> "cancelled after " + report.iterations() + " iterations";
    };
  }

  /** A model's kind, settings and scaling, in words. */
  static String title(FittedModel fitted) {
    String name = ModelFamily.named(fitted.family()).title();
    Map<String, String> settings = fitted.provenance().settings();
    String title = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    StringBuilder text = new StringBuilder(title);
    settings.forEach((key, value) -> text.append(", ").append(key).append(' ').append(value));
    return fitted.encoding().isIdentity() ? text.toString() : text + ", standardised columns";
  }

  private double standardError() {
    double[] values = outcome.fitted().reference().sorted();
    double mean = outcome.fitted().reference().mean();
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1.0) / values.length);
  }

  /** The summary as one JSON object; what does not apply is left out. */
  void writeJson(OutputStream out) throws IOException {
    FittedModel fitted = outcome.fitted();
    FitReport report = fitted.report();
    long parameters = fitted.model().parameterCount();
    double heldOut = fitted.reference().heldOut() ? fitted.reference().mean() : Double.NaN;
    Json.write(
        out,
        json -> {
          json.text("model", fitted.family())
              .whole("rows", data.rowCount())
              .whole("columns", data.featureCount());
          writeSizes(json, fitted);
          json.texts("settings", fitted.provenance().settings())
              .text("scale", fitted.encoding().isIdentity() ? "none" : "standard")
              .number("logLikelihood", report.logLikelihood())
              .number("meanLogLikelihood", report.meanLogLikelihood())
              .number("heldOutMeanLogLikelihood", heldOut)
              .number("heldOutStandardError", Double.isNaN(heldOut) ? heldOut : standardError())
              .number(
                  "bitsPerDimension",
                  fitted.bitsPerDimension(
                      Double.isNaN(heldOut) ? report.meanLogLikelihood() : heldOut))
              .number("bic", report.bic(parameters))
              .number("aic", report.aic(parameters))
              .number("icl", icl(report.bic(parameters)))
              .whole("parameterCount", parameters)
              .whole("iterations", report.iterations())
              .truth("converged", report.converged())
              .whole("starts", report.starts().size())
              .number("secondsRead", secondsRead)
              .number("secondsFit", secondsFit)
              .whole("memoryEstimateBytes", memoryEstimate)
              .whole("threads", threads)
              .whole("seed", fitted.provenance().seed())
              .text("out", outputs.model().map(Object::toString).orElse("-"));
          if (outputs.report().isPresent()) {
            json.text("report", outputs.report().get().toString());
          }
          json.texts("notes", report.notes());
          ModelJson.writeTables(json, fitted);
          if (outcome.search().isPresent()) {
            json.objects(
                "leaderboard",
                outcome.search().get().leaderboard().entries(),
                FitSummary::writeEntry);
          }
        });
  }

  /** How large a model is, and what kind of its family it is. */
  static void writeSizes(Json json, FittedModel fitted) throws IOException {
    Optional<Clusterer> clusterer = fitted.clusterer();
    if (clusterer.isPresent()) {
      int noise = clusterer.get().hasNoiseComponent() ? 1 : 0;
      json.whole("k", clusterer.get().componentCount() - noise);
    }
    Optional<LatentSpace> space = fitted.encoder().map(Encoder::latentSpace);
    if (space.isPresent() && space.get().kind() == LatentSpace.Kind.CONTINUOUS) {
      json.whole("latent", space.get().dimension());
    }
    for (Map.Entry<String, String> attribute :
        ModelFamily.named(fitted.family()).save(fitted.model()).attributes().entrySet()) {
      json.text(attribute.getKey(), attribute.getValue());
    }
  }

  private double icl(double bic) {
    Optional<Clusterer> clusterer = outcome.fitted().clusterer();
    if (clusterer.isEmpty()
        || data.rowCount() * clusterer.get().componentCount() > MOST_RESPONSIBILITIES) {
      return Double.NaN;
    }
    double[] weights = new double[(int) data.rowCount()];
    data.readWeights(0, weights.length, weights);
    return Criteria.icl(bic, clusterer.get().responsibilities(data.toMatrix()), weights);
  }

  static void writeEntry(Json json, Leaderboard.Entry e) throws IOException {
    json.text("model", e.family())
        .text("label", e.label())
        .texts("settings", e.settings())
        .text("scale", e.standardised() ? "standard" : "none")
        .text("outcome", e.outcome().name().toLowerCase(Locale.ROOT))
        .number("heldOutMeanLogLikelihood", e.heldOutMeanLogLikelihood())
        .number("heldOutStandardError", e.standardError())
        .number("bic", e.criteria().bic())
        .number("icl", e.criteria().icl())
        .number("aic", e.criteria().aic())
        .whole("parameterCount", e.parameterCount())
        .number("seconds", e.seconds())
        .text("note", e.note());
  }
}
