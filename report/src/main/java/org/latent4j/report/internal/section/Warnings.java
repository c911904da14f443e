package org.latent4j.report.internal.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.model.FitStatus;
import org.latent4j.model.FittedModel;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Clusters;
import org.latent4j.report.internal.study.Study;

/** What a reader must know before trusting a model: one sentence each. */
final class Warnings {

  private static final double ROWS_PER_PARAMETER = 3;
  private static final double NOTABLE_ERRORS = 4;
  private static final double NOTABLE_NATS = 0.1;
  private static final long FEW_ROWS = 10;
  private static final double UNSURE = 0.8;

  private Warnings() {}

  /** The warnings, gravest first. */
  static List<String> of(Study study) {
    List<String> warnings = new ArrayList<>();
    addStatus(study, warnings);
    addFit(study, warnings);
    addHeldOut(study, warnings);
    addClusters(study, warnings);
    addMissing(study, warnings);
    return warnings;
  }

  private static void addStatus(Study study, List<String> warnings) {
    FitStatus status = study.model().report().status();
    if (status == FitStatus.CANCELLED) {
      warnings.add("The fit was stopped before its end; the model is the last one it had reached.");
    } else if (status == FitStatus.ITERATION_LIMIT) {
      warnings.add(
          "The fit had not converged after "
              + Numbers.counted(study.model().report().iterations(), "iteration", "iterations")
              + "; allow more.");
    }
    if (study.shown().rows() == 0) {
      warnings.add("Every row has a missing value, so nothing could be asked of the model.");
    }
  }

  /** What a search for the optimum notes is a repair; what a closed form notes is how it went. */
  private static void addFit(Study study, List<String> warnings) {
    FittedModel model = study.model();
    if (!model.report().trace().isEmpty()) {
      model.report().notes().stream().map(Words::sentence).forEach(warnings::add);
    }
    double rows = model.report().weightTotal();
    long parameters = model.model().parameterCount();
    if (rows < ROWS_PER_PARAMETER * parameters) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "There are only %s rows for %s parameters: the model may have learnt chance.",
              Numbers.of(rows),
              Numbers.of(parameters)));
    }
  }

  private static void addHeldOut(Study study, List<String> warnings) {
    Optional<Judgement> judgement = Judgement.of(study);
    if (judgement.isEmpty()) {
      return;
    }
    Judgement known = judgement.get();
    if (!known.heldOut()) {
      warnings.add(
          "No rows were held out: its log density is that of the rows it was fitted to, which"
              + " flatters it.");
      return;
    }
    double optimism = known.optimism(study.model());
    if (optimism > NOTABLE_NATS && optimism > NOTABLE_ERRORS * known.error()) {
      warnings.add(
          "It describes the rows it was fitted to better than rows it had not seen, by "
              + Numbers.like(optimism, known.error())
              + " nats per row: it has learnt some of their chance.");
    }
  }

  private static void addClusters(Study study, List<String> warnings) {
    Optional<Clusters> clusters = study.clusters();
    if (clusters.isEmpty() || clusters.get().count() < 2) {
      return;
    }
    Clusters known = clusters.get();
    List<String> small = new ArrayList<>();
    List<String> unsure = new ArrayList<>();
    for (int c = 0; c < known.count() && !known.isNoise(c); c++) {
      if (known.rows(c) < FEW_ROWS) {
        small.add(Integer.toString(c + 1));
      } else if (known.certainty(c) < UNSURE) {
        unsure.add(Integer.toString(c + 1));
      }
    }
    if (!small.isEmpty()) {
      warnings.add(
          Words.counted(small, "Component ", " has", "Components ", " have")
              + " fewer than "
              + FEW_ROWS
              + " rows: do not make much of it.");
    }
    if (!unsure.isEmpty()) {
      warnings.add(
          Words.counted(unsure, "Component ", " overlaps", "Components ", " overlap")
              + " with others: their rows belong to them with less than "
              + Numbers.percent(UNSURE)
              + " certainty on average.");
    }
  }

  private static void addMissing(Study study, List<String> warnings) {
    long rows = study.summary().rowCount();
    long complete = study.complete().rowCount();
    if (complete < rows) {
      warnings.add(
          Numbers.counted(rows - complete, "row has", "rows have")
              + " missing values ("
              + Numbers.percent((double) (rows - complete) / rows)
              + "); the pictures and rankings are of the complete rows.");
    }
  }
}
