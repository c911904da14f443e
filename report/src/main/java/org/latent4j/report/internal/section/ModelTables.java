package org.latent4j.report.internal.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latent4j.model.ModelTable;
import org.latent4j.model.Tabulated;
import org.latent4j.report.internal.page.Markup;
import org.latent4j.report.internal.study.Study;

/** What the model tells of itself in tables. */
public final class ModelTables implements Section {

  private static final int MOST_ROWS = 200;

  /** A section without state. */
  public ModelTables() {}

  @Override
  public String id() {
    return "tables";
  }

  @Override
  public String title(Study study) {
    return ((Tabulated) study.model().model()).tables(study.model().schema()).get(0).title();
  }

  @Override
  public boolean appliesTo(Study study) {
    return study.model().model() instanceof Tabulated;
  }

  @Override
  public void write(Study study, Markup page) {
    List<String> features = study.model().schema().featureNames();
    for (ModelTable table : ((Tabulated) study.model().model()).tables(study.model().schema())) {
      write(table, features, page);
    }
  }

  private static void write(ModelTable table, List<String> features, Markup page) {
    List<String> names = table.rowNames(features);
    List<String> heads = new ArrayList<>(List.of(table.rowNames().isEmpty() ? "Column" : ""));
    table.columnNames().forEach(name -> heads.add("#" + name));
    int rows = Math.min(names.size(), MOST_ROWS);
    String caption =
        rows < names.size()
            ? String.format(
                Locale.ROOT, "%s, the first %d of %d rows", table.title(), rows, names.size())
            : table.title();
    Tables.open(page, caption, heads.toArray(String[]::new));
    for (int i = 0; i < rows; i++) {
      page.line().open("tr");
      Tables.head(page, names.get(i));
      for (double value : table.values().row(i)) {
        Tables.number(page, String.format(Locale.ROOT, "%.3f", value));
      }
      page.close();
    }
    Tables.close(page);
  }
}
