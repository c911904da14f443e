package org.latent4j.mixedmixture.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.Schema;
import org.latent4j.linalg.Matrix;
import org.latent4j.mixedmixture.Distribution;
import org.latent4j.mixedmixture.MixedMixture;
import org.latent4j.model.ModelTable;

/** What the components say of discrete columns, in words. */
public final class MixedTables {

  private final MixedMixture mixture;
  private final List<Column> columns;
  private final List<String> components;

  private MixedTables(MixedMixture mixture, Schema schema) {
    this.mixture = mixture;
    columns = schema.features();
    components = schema.componentNames(mixture.componentCount());
  }

  /**
   * The tables of a mixture: weights, probabilities of levels, and counts.
   *
   * @param mixture over d features
   * @param schema d features
   * @return at least one
   */
  public static List<ModelTable> of(MixedMixture mixture, Schema schema) {
    MixedTables tables = new MixedTables(mixture, schema);
    List<ModelTable> all = new ArrayList<>();
    all.add(
        new ModelTable(
            "Share of each component",
            List.of("weight"),
            tables.components,
            Matrix.wrap(1, mixture.componentCount(), mixture.weights())));
    tables.levels(all);
    tables.counts(all);
    return all;
  }

  private void levels(List<ModelTable> all) {
    List<String> names = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    List<Distribution> distributions = mixture.distributions();
    for (int j = 0; j < columns.size(); j++) {
      boolean binary = distributions.get(j) == Distribution.BERNOULLI;
      if (binary || distributions.get(j) == Distribution.CATEGORICAL) {
        Matrix probabilities = mixture.levelProbabilities(j);
        for (int l = binary ? 1 : 0; l < probabilities.columns(); l++) {
          names.add(columns.get(j).name() + " = " + word(columns.get(j), l));
          rows.add(probabilities.column(l));
        }
      }
    }
    add(all, "Probability of each level in each component", names, rows);
  }

  private static String word(Column column, int level) {
    return level < column.levels().size() ? column.levels().get(level) : Integer.toString(level);
  }

  private void counts(List<ModelTable> all) {
    List<String> names = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    List<Distribution> distributions = mixture.distributions();
    for (int j = 0; j < columns.size(); j++) {
      boolean poisson = distributions.get(j) == Distribution.POISSON;
      if (poisson || distributions.get(j) == Distribution.NEGATIVE_BINOMIAL) {
        Matrix parameters = mixture.countParameters(j);
        double[] means = parameters.column(0);
        names.add(columns.get(j).name() + ", mean");
        rows.add(means);
        if (!poisson) {
          double[] sizes = parameters.column(1);
          names.add(columns.get(j).name() + ", deviation");
          rows.add(
              IntStream.range(0, sizes.length)
                  .mapToDouble(c -> Math.sqrt(means[c] + means[c] * means[c] / sizes[c]))
                  .toArray());
        }
      }
    }
    add(all, "Counts in each component", names, rows);
  }

  private void add(List<ModelTable> all, String title, List<String> names, List<double[]> rows) {
    if (!rows.isEmpty()) {
      double[][] values = rows.toArray(double[][]::new);
      all.add(new ModelTable(title, names, components, Matrix.ofRows(values)));
    }
  }
}
