package org.latent4j.select;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SeededRandom;
import org.latent4j.model.Density;
import org.latent4j.model.DensityKind;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Margin;
import org.latent4j.model.ReferenceRows;

/** Keeps with a model how the columns of its rows are spread. */
final class Margins {

  private static final long STREAM = 0x4D415247494EL;
  private static final int MOST_ROWS = 100_000;
  private static final int LEAST_ROWS = 5_000;
  private static final int MOST_VALUES = 5_000_000;
  private static final int MOST_SCORED = 20_000;
  private static final int BLOCK_VALUES = 1 << 19;

  private Margins() {}

  /** The model with the margins of its rows, of a random part where they are many. */
  static FittedModel kept(FittedModel fitted, Dataset data, long seed) {
    if (!fitted.reference().margins().isEmpty()) {
      return fitted;
    }
    int d = data.featureCount();
    int most = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, MOST_VALUES / Math.max(1, d)));
    Dataset some = Splits.subsample(data, most, new SeededRandom(seed).split(STREAM));
    ReferenceRows reference = fitted.reference().withMargins(of(some));
    Optional<Density> density =
        fitted.density().filter(own -> own.densityKind() == DensityKind.EXACT);
    if (density.isPresent() && reference.heldOut()) {
      Dataset few = Splits.subsample(some, MOST_SCORED, new SeededRandom(seed).split(STREAM + 1));
      reference = reference.withOwnDensities(densities(density.get(), few));
    }
    return fitted.withReference(reference);
  }

  private static Margin densities(Density density, Dataset rows) {
    int n = (int) rows.rowCount();
    double[] values = new double[n];
    double[] weights = new double[n];
    rows.readWeights(0, n, weights);
    int present = 0;
    int blockRows = Math.max(16, BLOCK_VALUES / Math.max(1, rows.featureCount()));
    for (int from = 0; from < n; from += blockRows) {
      double[] part = density.logDensity(rows.rows(from, Math.min(blockRows, n - from)));
      for (int i = 0; i < part.length; i++) {
        if (weights[from + i] > 0) {
          values[present++] = part[i];
        }
      }
    }
    return Margin.of(Column.numeric("log p(x)"), Arrays.copyOf(values, present));
  }

  private static List<Margin> of(Dataset some) {
    int d = some.featureCount();
    int n = (int) some.rowCount();
    double[][] values = new double[d][n];
    int present = 0;
    int blockRows = Math.max(16, BLOCK_VALUES / Math.max(1, d));
    for (int from = 0; from < n; from += blockRows) {
      int count = Math.min(blockRows, n - from);
      Matrix block = some.rows(from, count);
      double[] weights = new double[count];
      some.readWeights(from, count, weights);
      for (int i = 0; i < count; i++) {
        if (weights[i] > 0) { // a row of weight 0 is absent
          for (int j = 0; j < d; j++) {
            values[j][present] = block.get(i, j);
          }
          present++;
        }
      }
    }
    List<Column> columns = some.schema().features();
    List<Margin> margins = new ArrayList<>(d);
    for (int j = 0; j < d; j++) {
      margins.add(Margin.of(columns.get(j), Arrays.copyOf(values[j], present)));
    }
    return margins;
  }
}
