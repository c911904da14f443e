package org.latent4j.report.internal.section;

import java.util.List;
import org.latent4j.data.Column;
import org.latent4j.report.internal.chart.ShareBar;
import org.latent4j.report.internal.chart.Tile;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.page.Numbers;
import org.latent4j.report.internal.study.Effects;
import org.latent4j.report.internal.study.Pictures;
import org.latent4j.report.internal.study.Study;

/** What each code stands for: how the row moves with it. */
public final class Axes implements Section {

  private static final int MOST_CODES = 12;
  private static final int MOST_IMAGES = 24;
  private static final int LEADING = 4;

  /** A section without state. */
  public Axes() {}

  @Override
  public String id() {
    return "axes";
  }

  @Override
  public String title(Study study) {
    return "What the codes stand for";
  }

  @Override
  public boolean appliesTo(Study study) {
    return study.complete().rowCount() > 0 && Effects.existFor(study.model());
  }

  @Override
  public void write(Study study, Markup page) {
    Effects effects = Effects.of(study);
    if (study.pictures().isPresent()) {
      images(effects, study.pictures().get(), page);
    } else {
      table(study, effects, page);
    }
  }

  private static void images(Effects effects, Pictures pictures, Markup page) {
    int q = effects.space().dimension();
    int count = Math.min(q, Images.count(pictures, MOST_IMAGES, 4));
    double sum = 0;
    for (int a = 0; a < count; a++) {
      sum += effects.share(a);
    }
    Figures.paragraph(
        page,
        "Each image shows how pixels change when one code grows: orange pixels rise, blue pixels"
            + " fall, in full colour where that code changes a pixel most. Below it stands the"
            + " share of the variance that comes back through the code; through those shown it is "
            + Numbers.percent(sum)
            + ".");
    Figures.tiles(
        page,
        count < q ? "The first " + count + " of " + q + " codes" : "The codes",
        tiles -> {
          for (int a = 0; a < count; a++) {
            image(effects, pictures, a, tiles);
          }
        });
  }

  private static void image(Effects effects, Pictures pictures, int code, Markup page) {
    String name = effects.space().columnName(code);
    double[] image = pictures.spread(effects.moves().row(code), 0);
    Images.captioned(
        page,
        name + ": " + Numbers.percent(effects.share(code)),
        () ->
            Tile.signed(page, pictures.shape(), image, greatest(image), "effect of code " + name));
  }

  private static double greatest(double[] values) {
    double greatest = 0;
    for (double value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    return greatest;
  }

  private static void table(Study study, Effects effects, Markup page) {
    int q = effects.space().dimension();
    int shown = Math.min(MOST_CODES, q);
    String caption =
        "Share: how much of the variance comes back through a code. What moves: change of a column,"
            + " in its own units, when the code grows by one standard deviation; the columns that"
            + " move most, in their standard deviations, come first."
            + (shown < q ? " The first " + shown + " of " + q + " codes are shown." : "");
    Tables.open(page, caption, "code", "#share", "#so far", "share as a bar", "what moves");
    double sum = 0;
    for (int a = 0; a < shown; a++) {
      sum += effects.share(a);
      page.open("tr");
      Tables.head(page, effects.space().columnName(a));
      Tables.number(page, Numbers.percent(effects.share(a)));
      Tables.number(page, Numbers.percent(sum));
      page.open("td");
      ShareBar.draw(page, effects.share(a));
      page.close();
      moves(study, effects, a, page);
      page.close();
    }
    Tables.close(page);
  }

  private static void moves(Study study, Effects effects, int code, Markup page) {
    List<Column> features = study.model().schema().features();
    double[] deviations = study.summary().standardDeviations();
    page.open("td", "class", "rest");
    String gap = "";
    for (int j : effects.leading(code, deviations, LEADING)) {
      double move = effects.moves().get(code, j);
      String sign = move > 0 ? "+" : "";
      page.text(gap).name(features.get(j).name());
      page.text(" " + sign + Numbers.like(move, deviations[j]));
      gap = ", ";
    }
    page.close();
  }
}
