package org.latent4j.report.internal.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ReferenceRows;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Pictures;
import org.latent4j.report.internal.study.Study;
import org.latent4j.task.Anomalies;
import org.latent4j.task.Contributions;

/** The rows that the model finds least probable, and what makes them so. */
public final class WorstAnomalies implements Section {

  private static final int COUNT = 10;
  private static final int LEADING = 3;
  private static final int MOST_EXPLAINED = 256;
  private static final double NEGLIGIBLE_NATS = 0.05;

  /** A section without state. */
  public WorstAnomalies() {}

  @Override
  public String id() {
    return "anomalies";
  }

  @Override
  public String title(Study study) {
    return "The most unusual rows";
  }

  @Override
  public boolean appliesTo(Study study) {
    FittedModel model = study.model();
    return study.complete().rowCount() > 0
        && model.density().isPresent()
        && model.reference().size() > 0;
  }

  @Override
  public void write(Study study, Markup page) {
    FittedModel model = study.model();
    int threads = study.input().threads();
    Anomalies anomalies = Anomalies.of(model, study.complete(), threads);
    int[] worst = anomalies.worst(COUNT);
    boolean explained =
        study.pictures().isEmpty()
            && model.sampler().isPresent()
            && model.schema().featureCount() <= MOST_EXPLAINED;
    Optional<Contributions> reasons =
        explained
            ? Optional.of(Contributions.of(model, study.complete(), worst, threads))
            : Optional.empty();
    open(study, explained, page);
    double[] logDensities = anomalies.logDensities();
    double[] tailRanks = anomalies.tailRanks();
    for (int i = 0; i < worst.length; i++) {
      page.open("tr").element("td", Numbers.of(i + 1L), "class", "number");
      page.element("th", Numbers.of(study.rowNumber(worst[i])), "scope", "row", "class", "number");
      Tables.number(page, Numbers.percent(tailRanks[worst[i]]));
      Tables.number(page, Numbers.fixed(logDensities[worst[i]], 1));
      double[] row = study.complete().rows(worst[i], 1).row(0);
      study.pictures().ifPresent(pictures -> images(model, pictures, row, page));
      if (reasons.isPresent()) {
        reasons(study, reasons.get(), i, row, page);
      }
      page.close();
    }
    Tables.close(page);
  }

  private static void open(Study study, boolean explained, Markup page) {
    ReferenceRows reference = study.model().reference();
    StringBuilder told = new StringBuilder("Tail rank: share of ");
    told.append(Numbers.counted(reference.size(), "row", "rows"));
    told.append(reference.heldOut() ? " kept from the fit" : " that the model was fitted to");
    told.append(" that are as improbable or more so. The ");
    told.append(Words.logDensity(study.model().density().orElseThrow().densityKind()));
    told.append(" is told in nats, in the data's units.");
    if (explained) {
      told.append(
          " Beside each column that made the row so stands the value that the model would expect"
              + " there, given the row's other values.");
    }
    List<String> heads = new ArrayList<>(List.of("#rank", "#row", "#tail rank", "#log density"));
    if (study.pictures().isPresent()) {
      heads.add("image");
      if (canRestore(study.model())) {
        heads.add("reconstruction");
      }
    } else if (explained) {
      heads.add("what is unusual");
    }
    Tables.open(page, told.toString(), heads.toArray(String[]::new));
  }

  private static boolean canRestore(FittedModel model) {
    return model.encoder().isPresent() && model.decoder().isPresent();
  }

  private static void images(FittedModel model, Pictures pictures, double[] row, Markup page) {
    page.open("td");
    Images.draw(page, pictures, row, "the row as an image");
    page.close();
    if (canRestore(model)) {
      Matrix code = model.encoder().orElseThrow().encode(Matrix.of(1, row.length, row));
      page.open("td", "class", "rest");
      Images.draw(
          page, pictures, model.decoder().orElseThrow().decode(code).row(0), "its reconstruction");
      page.close();
    }
  }

  private static void reasons(
      Study study, Contributions reasons, int place, double[] row, Markup page) {
    List<Column> features = study.model().schema().features();
    double[] deviations = study.summary().standardDeviations();
    page.open("td", "class", "rest");
    String gap = "";
    for (int j : reasons.leading(place, LEADING)) {
      if (gap.isEmpty() || reasons.values().get(place, j) > NEGLIGIBLE_NATS) {
        double expected = reasons.expected().get(place, j);
        page.text(gap).name(features.get(j).name()).text(" ");
        page.element("b", Words.value(features.get(j), row[j], deviations[j]));
        page.text(" (expected " + Numbers.like(expected, deviations[j]) + ")");
        gap = "; ";
      }
    }
    page.close();
  }
}
