package org.latent4j.select;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Dataset;
import org.latent4j.data.Splits;
import org.latent4j.data.WeightedMean;
import org.latent4j.model.FitContext;
import org.latent4j.model.FitStatus;
import org.latent4j.model.ReferenceRows;

/**
 * A plan fitted to the training rows of one or more divisions, and what it says of the rows that
 * were held out.
 */
final class Validated {

  private final List<Trained> trained;
  private final List<Criteria> criteria;
  private final double[] logDensities;
  private final double[] weights;
  private final int[] ends; // of each division, among the rows
  private final boolean whole;

  private Validated(
      List<Trained> trained,
      List<Criteria> criteria,
      List<double[]> logDensities,
      List<double[]> weights,
      boolean whole) {
    this.trained = List.copyOf(trained);
    this.criteria = List.copyOf(criteria);
    this.logDensities = joined(logDensities);
    this.weights = joined(weights);
    this.whole = whole;
    ends = new int[weights.size()];
    int end = 0;
    for (int s = 0; s < ends.length; s++) {
      end += weights.get(s).length;
      ends[s] = end;
    }
  }

  /**
   * Fits and scores.
   *
   * @param plan has a density
   * @param splits at least one
   * @param context of each fit
   * @return what came out; when a fit was cancelled, only the fits before it and itself
   * @throws IllegalArgumentException as the family's fit
   */
  static Validated fit(Plan plan, List<Splits.Split> splits, FitContext context) {
    return fit(plan, splits, context, part -> false);
  }

  /**
   * The same, which may end before all divisions.
   *
   * @param isEnough whether what the first few divisions say is all that need be known
   */
  static Validated fit(
      Plan plan, List<Splits.Split> splits, FitContext context, Predicate<Validated> isEnough) {
    List<Trained> trained = new ArrayList<>(splits.size());
    List<Criteria> criteria = new ArrayList<>(splits.size());
    List<double[]> logDensities = new ArrayList<>(splits.size());
    List<double[]> weights = new ArrayList<>(splits.size());
    for (int s = 0; s < splits.size(); s++) {
      Splits.Split split = splits.get(s);
      String phase =
          splits.size() == 1 ? "training rows" : "fold " + (s + 1) + " of " + splits.size();
      Trained part =
          Trained.fit(
              plan,
              plan.scaling().encoding(DataSummary.of(split.training())),
              split.training(),
              named(context, phase));
      trained.add(part);
      criteria.add(part.criteria(split.training()));
      logDensities.add(part.logDensities(split.heldOut()));
      weights.add(weights(split.heldOut()));
      Validated validated =
          new Validated(trained, criteria, logDensities, weights, s + 1 == splits.size());
      if (validated.isWhole() || validated.isCancelled() || isEnough.test(validated)) {
        return validated;
      }
    }
    throw new IllegalArgumentException("splits must be at least one, got none");
  }

  /** The context with a listener that is told of each phase under another name. */
  static FitContext named(FitContext context, String phase) {
    return context.withListener(p -> context.listener().progress(p.withPhase(phase)));
  }

  private static double[] weights(Dataset data) {
    double[] weights = new double[Math.toIntExact(data.rowCount())];
    data.readWeights(0, weights.length, weights);
    return weights;
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  /** The models, one per division. */
  List<Trained> trained() {
    return trained;
  }

  /** Whether all divisions were fitted. */
  boolean isWhole() {
    return whole;
  }

  boolean isCancelled() {
    return trained.get(trained.size() - 1).report().status() == FitStatus.CANCELLED;
  }

  boolean isConverged() {
    return trained.stream().allMatch(t -> t.report().converged());
  }

  /** Held-out log likelihood per row. */
  WeightedMean heldOut() {
    return WeightedMean.of(logDensities, weights);
  }

  /**
   * How much better another is on the rows that both have judged: mean difference and its standard
   * error.
   */
  WeightedMean lead(Validated other) {
    return lead(other, 0, Math.min(logDensities.length, other.logDensities.length));
  }

  /** The same on the rows of one division, which both have judged. */
  WeightedMean leadOn(int division, Validated other) {
    return lead(other, division == 0 ? 0 : ends[division - 1], ends[division]);
  }

  private WeightedMean lead(Validated other, int from, int to) {
    double[] differences = new double[to - from];
    for (int i = from; i < to; i++) {
      differences[i - from] = other.logDensities[i] - logDensities[i];
    }
    return WeightedMean.of(differences, Arrays.copyOfRange(weights, from, to));
  }

  /** How much better this is on the row where it is so most, of those that both have judged. */
  double greatestGain(Validated other) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < Math.min(logDensities.length, other.logDensities.length); i++) {
      if (weights[i] > 0) {
        greatest = Math.max(greatest, logDensities[i] - other.logDensities[i]);
      }
    }
    return greatest;
  }

  /** Means over the divisions of the criteria on the training rows. */
  Criteria criteria() {
    return new Criteria(mean(Criteria::bic), mean(Criteria::icl), mean(Criteria::aic));
  }

  private double mean(ToDoubleFunction<Criteria> part) {
    return criteria.stream().mapToDouble(part).average().orElse(Double.NaN);
  }

  long parameterCount() {
    return trained.get(0).model().parameterCount();
  }

  /** Log densities of held-out rows; rows of weight 0 are absent. */
  ReferenceRows reference() {
    return reference(logDensities, weights, true);
  }

  static ReferenceRows reference(double[] logDensities, double[] weights, boolean heldOut) {
    double[] present = new double[logDensities.length];
    int count = 0;
    for (int i = 0; i < logDensities.length; i++) {
      if (weights[i] > 0) {
        present[count++] = logDensities[i];
      }
    }
    return ReferenceRows.of(Arrays.copyOf(present, count), heldOut);
  }
}
