package org.latent4j.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.Dataset;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.Density;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Margin;
import org.latent4j.task.Drift.Change;
import org.latent4j.task.Drift.Finding;
import org.latent4j.task.Drift.Way;

/** Rows counted in the intervals of the reference. */
final class DriftCounts {

  private static final String NAME = "drift";
  private static final String WHOLE = "log p(x)";

  private final FittedModel model;
  private final Optional<Density> density;
  private final List<Margin> margins;
  private final Margin logDensities;
  private final Optional<Margin> ownDensities;
  private final long[][] seen;
  private final long[] missing;
  private long rows;
  private long position;

  DriftCounts(FittedModel model, Optional<Density> density) {
    this.model = model;
    this.density = density;
    margins = model.reference().margins();
    logDensities = Margin.of(Column.numeric(WHOLE), model.reference().sorted());
    List<Margin> all = new ArrayList<>(margins);
    density.ifPresent(d -> all.add(logDensities));
    ownDensities = density.isPresent() ? model.reference().ownDensities() : Optional.empty();
    ownDensities.ifPresent(all::add);
    seen = new long[all.size()][];
    Arrays.setAll(seen, c -> new long[all.get(c).intervalCount()]);
    missing = new long[all.size()];
  }

  void add(Dataset data, int threads) {
    List<String> names =
        IntStream.range(0, seen.length).mapToObj(c -> "interval" + (c + 1)).toList();
    new RowTask(NAME, model, names, this::intervals).run(data, threads, b -> count(data, b));
  }

  /** The interval of each value, −1 where it is missing. */
  private Matrix intervals(Matrix block) {
    int width = seen.length;
    double[] all = new double[block.rows() * width];
    for (int i = 0; i < block.rows(); i++) {
      for (int j = 0; j < margins.size(); j++) {
        double value = block.get(i, j);
        all[i * width + j] = Double.isNaN(value) ? -1 : margins.get(j).interval(value);
      }
    }
    if (density.isPresent()) {
      double[] values = density.get().logDensity(block);
      for (int i = 0; i < values.length; i++) {
        all[i * width + margins.size()] = logDensities.interval(values[i]);
        if (ownDensities.isPresent()) {
          all[i * width + width - 1] = ownDensities.get().interval(values[i]);
        }
      }
    }
    return Matrix.wrap(block.rows(), width, all);
  }

  private void count(Dataset data, Matrix intervals) {
    double[] weights = new double[intervals.rows()];
    data.readWeights(position, weights.length, weights);
    position += weights.length;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        rows++;
        for (int c = 0; c < seen.length; c++) {
          int interval = (int) intervals.get(i, c);
          if (interval < 0) {
            missing[c]++;
          } else {
            seen[c][interval]++;
          }
        }
      }
    }
  }

  long rows() {
    return rows;
  }

  Drift tested(double level, boolean heldOut) {
    int parts = (density.isPresent() ? 1 : 0) + (margins.isEmpty() ? 0 : 1);
    List<Column> features = model.schema().features();
    List<TwoSampleTest> tests = new ArrayList<>();
    for (int j = 0; j < margins.size(); j++) {
      tests.add(test(margins.get(j), j, features.get(j).kind() != ColumnKind.CATEGORICAL));
    }
    double[] adjusted =
        Drift.holm(tests.stream().mapToDouble(TwoSampleTest::pValue).toArray(), parts);
    List<Finding> columns = new ArrayList<>();
    for (int j = 0; j < adjusted.length; j++) {
      columns.add(finding(features.get(j), margins.get(j), j, tests.get(j), adjusted[j], level));
    }
    Optional<Finding> whole = Optional.empty();
    if (density.isPresent()) {
      whole = Optional.of(whole(parts, level));
    }
    return new Drift(level, rows, heldOut, whole, columns);
  }

  /** What the log densities of held-out rows, and those of the fit's own rows, agree on. */
  private Finding whole(int parts, double level) {
    int place = margins.size();
    Margin nearest = logDensities;
    TwoSampleTest test = test(logDensities, place, true);
    if (ownDensities.isPresent()) {
      TwoSampleTest own = test(ownDensities.get(), place + 1, true);
      if (own.statistic() < test.statistic()) {
        nearest = ownDensities.get();
        place++;
      }
      test = test.agreedWith(own);
    }
    double corrected = Math.min(1, parts * test.pValue());
    return finding(Column.numeric(WHOLE), nearest, place, test, corrected, level);
  }

  private TwoSampleTest test(Margin before, int place, boolean ordered) {
    return TwoSampleTest.of(
        before.counts(), before.missing(), seen[place], missing[place], ordered);
  }

  private Finding finding(
      Column column, Margin before, int place, TwoSampleTest test, double adjusted, double level) {
    return new Finding(
        column.name(),
        test.statistic(),
        test.degrees(),
        test.pValue(),
        adjusted,
        adjusted <= level,
        change(column, before, place, test));
  }

  private Change change(Column column, Margin before, int place, TwoSampleTest test) {
    double gapsBefore = (double) before.missing() / Math.max(1, before.total());
    double gapsNow = (double) missing[place] / rows;
    Change seenChange =
        column.levels().isEmpty()
            ? numbers(before, seen[place], test)
            : words(column, before, seen[place]);
    boolean gaps =
        Math.abs(gapsNow - gapsBefore) > Math.abs(seenChange.now() - seenChange.before());
    return gaps ? new Change(Way.MISSING, Double.NaN, "", gapsBefore, gapsNow) : seenChange;
  }

  /** Where the shares of values up to a bound differ most. */
  private static Change numbers(Margin before, long[] now, TwoSampleTest test) {
    long[] counts = before.counts();
    double[] bounds = before.bounds();
    double m = Math.max(1, Arrays.stream(counts).sum());
    double n = Math.max(1, Arrays.stream(now).sum());
    Way way = way(test);
    Change greatest = new Change(way, Double.NaN, "", 0, 0);
    double sumBefore = 0;
    double sumNow = 0;
    for (int b = 0; b < bounds.length; b++) {
      sumBefore += counts[b] / m;
      sumNow += now[b] / n;
      if (Math.abs(sumNow - sumBefore) > Math.abs(greatest.now() - greatest.before())) {
        greatest = new Change(way, bounds[b], "", sumBefore, sumNow);
      }
    }
    return greatest;
  }

  private static Way way(TwoSampleTest test) {
    double shift = test.shift();
    double spread = test.spread();
    if (shift * shift >= spread * spread && 2 * shift * shift >= test.statistic()) {
      return shift > 0 ? Way.HIGHER : Way.LOWER;
    }
    if (2 * spread * spread >= test.statistic()) {
      return spread > 0 ? Way.WIDER : Way.NARROWER;
    }
    return Way.RESHAPED;
  }

  private static Change words(Column column, Margin before, long[] now) {
    long[] counts = before.counts();
    double m = Math.max(1, Arrays.stream(counts).sum());
    double n = Math.max(1, Arrays.stream(now).sum());
    Change greatest = new Change(Way.WORD, Double.NaN, "", 0, 0);
    for (int b = 0; b < counts.length; b++) {
      double difference = now[b] / n - counts[b] / m;
      if (Math.abs(difference) > Math.abs(greatest.now() - greatest.before())) {
        String word = column.levels().get(b);
        greatest = new Change(Way.WORD, Double.NaN, word, counts[b] / m, now[b] / n);
      }
    }
    return greatest;
  }
}
