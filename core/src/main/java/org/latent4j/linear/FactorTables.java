package org.latent4j.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.LatentSpace;
import org.latent4j.model.ModelTable;

/** What a factor analysis tells in tables. */
final class FactorTables {

  private FactorTables() {}

  static List<ModelTable> of(FactorAnalysis model) {
    LatentSpace space = model.latentSpace();
    List<String> factors =
        IntStream.range(0, space.dimension()).mapToObj(space::columnName).toList();
    List<ModelTable> tables = new ArrayList<>(List.of(loadings(model, factors)));
    tables.add(sums(model, factors));
    if (!model.factorCorrelations().equals(Matrix.identity(factors.size()))) {
      tables.add(
          new ModelTable(
              "Correlations of the factors", factors, factors, model.factorCorrelations()));
    }
    return tables;
  }

  private static ModelTable loadings(FactorAnalysis model, List<String> factors) {
    Matrix loadings = model.standardisedLoadings();
    double[] uniquenesses = model.uniquenesses();
    double[][] rows = new double[uniquenesses.length][2 + factors.size()];
    for (int j = 0; j < rows.length; j++) {
      rows[j][0] = 1 - uniquenesses[j];
      rows[j][1] = uniquenesses[j];
      System.arraycopy(loadings.row(j), 0, rows[j], 2, factors.size());
    }
    List<String> columns = new ArrayList<>(List.of("communality", "uniqueness"));
    columns.addAll(factors);
    return new ModelTable(
        "Loadings of standardised columns", List.of(), columns, Matrix.ofRows(rows));
  }

  private static ModelTable sums(FactorAnalysis model, List<String> factors) {
    Matrix loadings = model.standardisedLoadings();
    double[][] rows = new double[factors.size()][3];
    double before = 0;
    for (int k = 0; k < rows.length; k++) {
      rows[k][0] = Arrays.stream(loadings.column(k)).map(v -> v * v).sum();
      rows[k][1] = rows[k][0] / loadings.rows();
      rows[k][2] = before + rows[k][1];
      before = rows[k][2];
    }
    return new ModelTable(
        "Sums of squared loadings",
        factors,
        List.of("sum", "share of the variance", "cumulative"),
        Matrix.ofRows(rows));
  }
}
