package org.latent4j.file;

import java.util.List;
import org.latent4j.model.FitReport;
import org.latent4j.model.FitStatus;

/** A fit report as JSON, with the names of its parts. */
final class ReportText {

  private ReportText() {}

  static String write(FitReport report) {
    return new JsonText()
        .object(
            o -> {
              o.field("status").string(Words.of(report.status()));
              o.field("iterations").number((long) report.iterations());
              o.field("logLikelihood").number(report.logLikelihood());
              o.field("weightTotal").number(report.weightTotal());
              o.field("trace").array(report.trace(), (a, v) -> a.number(v.doubleValue()));
              o.field("starts").array(report.starts(), (a, v) -> a.number(v.doubleValue()));
              o.field("notes").array(report.notes(), JsonText::string);
            })
        .toString();
  }

  static FitReport read(String text) {
    var parts =
        new Object() {
          FitStatus status = FitStatus.CONVERGED;
          int iterations;
          double logLikelihood = Double.NaN;
          double weightTotal;
          List<Double> trace = List.of();
          List<Double> starts = List.of();
          List<String> notes = List.of();
        };
    JsonCursor.read(
        text,
        "its fit report",
        json ->
            json.object(
                field -> {
                  switch (field) {
                    case "status" -> parts.status = Words.constant(FitStatus.class, json.string());
                    case "iterations" -> parts.iterations = json.size();
                    case "logLikelihood" -> parts.logLikelihood = json.number();
                    case "weightTotal" -> parts.weightTotal = json.number();
                    case "trace" -> parts.trace = json.array(json::number);
                    case "starts" -> parts.starts = json.array(json::number);
                    case "notes" -> parts.notes = json.array(json::string);
                    default -> throw json.unexpected("a part of a fit report");
                  }
                }));
    return new FitReport(
        parts.status,
        parts.iterations,
        parts.logLikelihood,
        parts.weightTotal,
        parts.trace,
        parts.starts,
        parts.notes);
  }
}
