package org.latent4j.cli;

import java.io.IOException;
import java.util.Locale;
import org.latent4j.task.Agreement;
import org.latent4j.task.Calibration;
import org.latent4j.task.CodeClusters;
import org.latent4j.task.Downstream;
import org.latent4j.task.Evaluation;
import org.latent4j.task.OutsideRows;
import org.latent4j.task.SampleCopies;

/** What {@code latent evaluate} found, for programs. */
final class FindingsJson {

  private FindingsJson() {}

  static void write(Terminal terminal, Findings findings) throws IOException {
    Json.write(
        terminal.out(),
        out -> {
          out.text("model", findings.model().family()).whole("rowsGiven", findings.given());
          if (findings.density().isPresent()) {
            density(out, findings.density().get());
          }
          if (findings.calibration().isPresent()) {
            Calibration calibration = findings.calibration().get();
            out.object("calibration", json -> calibration(json, calibration));
          }
          if (findings.outside().isPresent()) {
            OutsideRows outside = findings.outside().get();
            out.object("outside", json -> outside(json, outside));
          }
          if (findings.copies().isPresent()) {
            SampleCopies copies = findings.copies().get();
            out.object("samplesAgainstTraining", json -> copies(json, copies));
          }
          if (findings.labels().isPresent()) {
            labels(out, findings.labels().get());
          }
          if (findings.clusters().isPresent()) {
            CodeClusters clusters = findings.clusters().get();
            out.object("codeClusters", json -> clusters(json, clusters));
          }
          out.whole("seed", findings.seed());
        });
  }

  private static void density(Json out, Evaluation evaluation) throws IOException {
    out.whole("rows", evaluation.rowCount())
        .text("densityKind", evaluation.densityKind().name().toLowerCase(Locale.ROOT));
    boolean bound = evaluation.importance().isPresent();
    out.number(bound ? "elboPerRow" : "logDensityPerRow", evaluation.logDensity().mean())
        .number(
            bound ? "elboStandardError" : "standardError", evaluation.logDensity().standardError());
    if (bound) {
      Evaluation.ImportanceBound importance = evaluation.importance().get();
      out.number("importanceWeightedPerRow", importance.perRow().mean())
          .number("standardError", importance.perRow().standardError())
          .whole("samples", importance.samples())
          .number("effectiveSamples", importance.effectiveSamples());
    }
    out.number("bitsPerDimension", evaluation.bitsPerDimension());
    if (!evaluation.latent().isEmpty()) {
      out.whole("activeUnits", evaluation.activeUnits())
          .numbers(
              "klPerDimension",
              evaluation.latent().stream().mapToDouble(Evaluation.LatentUse::divergence).toArray());
    }
  }

  private static void calibration(Json json, Calibration calibration) throws IOException {
    json.number("within50Percent", calibration.withinHalf())
        .number("within90Percent", calibration.withinNineTenths())
        .number("expectedCalibrationError", calibration.error())
        .text("sentence", calibration.sentence());
  }

  private static void outside(Json json, OutsideRows outside) throws IOException {
    json.number("auroc", outside.roc().area())
        .number("standardError", outside.roc().standardError())
        .number("scorePerRow", outside.inside())
        .number("outsideScorePerRow", outside.outside())
        .whole("outsideRows", outside.outsideRows());
  }

  private static void copies(Json json, SampleCopies copies) throws IOException {
    json.number("shareCloser", copies.closer().area())
        .number("standardError", copies.closer().standardError())
        .number("medianDistance", copies.drawn())
        .number("medianDistanceOfRows", copies.unseen())
        .number("shareOfCopies", copies.copies())
        .number("shareOfRowsInTraining", copies.known())
        .whole("trainingRows", copies.trainingRows())
        .whole("drawnRows", copies.drawnRows());
  }

  private static void labels(Json out, Downstream found) throws IOException {
    out.whole("labelledRows", found.rowCount());
    if (found.trainingRowCount() > 0) {
      out.whole("labelledTrainingRows", found.trainingRowCount());
    }
    out.text("measure", found.isOfClasses() ? "accuracy" : "r2")
        .objects(
            "scores",
            found.scores(),
            (object, score) ->
                object
                    .text("features", score.features())
                    .whole("numbers", score.columns())
                    .text("head", score.head().name().toLowerCase(Locale.ROOT))
                    .text("labels", score.labels() == 0 ? "all" : "" + score.labels())
                    .number("value", score.value())
                    .number("standardError", score.standardError()));
    if (found.clusters().isPresent()) {
      agreement(out, found.clusters().get());
    }
  }

  private static void agreement(Json out, Agreement agreement) throws IOException {
    out.number("adjustedRandIndex", agreement.adjustedRandIndex())
        .number("normalisedMutualInformation", agreement.normalisedMutualInformation())
        .number("clusteringAccuracy", agreement.accuracy());
  }

  private static void clusters(Json json, CodeClusters clusters) throws IOException {
    json.whole("components", clusters.components())
        .whole("dimensions", clusters.dimensions())
        .number("clusteringAccuracy", clusters.mean(Agreement::accuracy).mean())
        .number("standardError", clusters.mean(Agreement::accuracy).standardError())
        .number("adjustedRandIndex", clusters.mean(Agreement::adjustedRandIndex).mean())
        .number(
            "normalisedMutualInformation",
            clusters.mean(Agreement::normalisedMutualInformation).mean())
        .whole("likeliestSeed", clusters.likeliestSeed())
        .objects("bySeed", clusters.bySeed(), FindingsJson::agreement);
  }
}
