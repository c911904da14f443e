package org.latent4j.task;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latent4j.linalg.Matrix;
import org.latent4j.linalg.SymmetricEigen;

/**
 * A linear model on features of about variance 1: logistic regression with a squared penalty, one
 * class against the others, or ridge regression, which is support vector regression with squared
 * loss and a margin of 0. Solved by LIBLINEAR (Fan, Chang, Hsieh, Wang and Lin 2008) by Newton
 * steps in a trust region, without chance. The penalty is chosen from three, by every fourth of the
 * training rows, of 5,000 at most, after learning from the others; below 40 rows it is the middle
 * one.
 *
 * <p>Many features are first turned to their principal axes. The penalty does not know axes, so the
 * head is the same, but there the features are uncorrelated and a step takes few products where it
 * takes hundreds on raw pixels; and axes along which no training row lies are left out.
 */
final class LinearHead {

  /** Weights of the loss of a row against the penalty ½|w|²; the first is for few rows. */
  private static final double[] COSTS = {1, 0.01, 100};

  private static final int LEAST_TO_CHOOSE = 40;
  private static final int MOST_TO_CHOOSE = 5_000;
  private static final int CHOOSING_SHARE = 4;
  private static final double TOLERANCE = 1e-4;
  private static final int MOST_ITERATIONS = 1000;
  private static final double INTERCEPT = 1;
  private static final int MANY = 32;
  private static final double LEAST_SHARE = 1e-10;

  static {
    Linear.disableDebugOutput();
  }

  private final Optional<Matrix> axes;
  private final double shift;
  private final double unit;
  private final Model model;

  private LinearHead(Optional<Matrix> axes, double shift, double unit, Model model) {
    this.axes = axes;
    this.shift = shift;
    this.unit = unit;
    this.model = model;
  }

  /**
   * Fits logistic regression.
   *
   * @param features n×d, finite
   * @param classes n whole numbers
   */
  static LinearHead classifier(Matrix features, double... classes) {
    return fit(features, classes, SolverType.L2R_LR, 0, 1);
  }

  /**
   * Fits logistic regression with the middle penalty, which is quick.
   *
   * @param features n×d, finite
   * @param classes n whole numbers
   */
  static LinearHead plain(Matrix features, double... classes) {
    Optional<Matrix> axes = axes(features);
    Model model = train(turned(features, axes), classes, SolverType.L2R_LR, COSTS[0]);
    return new LinearHead(axes, 0, 1, model);
  }

  /**
   * Fits ridge regression.
   *
   * @param features n×d, finite
   * @param targets n numbers
   */
  static LinearHead regression(Matrix features, double... targets) {
    double mean = Arrays.stream(targets).average().orElse(0);
    double squares = Arrays.stream(targets).map(t -> (t - mean) * (t - mean)).sum();
    double deviation = Math.sqrt(squares / targets.length);
    return fit(features, targets, SolverType.L2R_L2LOSS_SVR, mean, deviation > 0 ? deviation : 1);
  }

  private static LinearHead fit(
      Matrix features, double[] targets, SolverType solver, double shift, double unit) {
    Optional<Matrix> axes = axes(features);
    Matrix turned = turned(features, axes);
    double[] scaled = Arrays.stream(targets).map(t -> (t - shift) / unit).toArray();
    double cost = cost(turned, scaled, solver);
    return new LinearHead(axes, shift, unit, train(turned, scaled, solver, cost));
  }

  /** Orthonormal columns that span the rows of features; nothing for few features. */
  private static Optional<Matrix> axes(Matrix features) {
    int n = features.rows();
    int d = features.columns();
    if (d < MANY) {
      return Optional.empty();
    }
    boolean tall = n >= d;
    SymmetricEigen eigen =
        SymmetricEigen.of(
            tall ? features.transposedTimes(features) : features.timesTransposed(features));
    double[] values = eigen.values();
    int count =
        (int) Arrays.stream(values).filter(v -> v > LEAST_SHARE * values[0] && v > 0).count();
    if (count == 0) {
      return Optional.empty();
    }
    Matrix vectors = eigen.vectors().columnRange(0, count);
    if (tall) {
      return Optional.of(vectors);
    }
    double[] across = features.transposedTimes(vectors).toArray();
    Arrays.setAll(across, p -> across[p] / Math.sqrt(values[p % count]));
    return Optional.of(Matrix.wrap(d, count, across));
  }

  private static Matrix turned(Matrix features, Optional<Matrix> axes) {
    return axes.map(features::times).orElse(features);
  }

  private static double cost(Matrix features, double[] targets, SolverType solver) {
    int n = Math.min(MOST_TO_CHOOSE, targets.length);
    int[] learnt = IntStream.range(0, n).filter(i -> i % CHOOSING_SHARE != 0).toArray();
    int[] judged = IntStream.range(0, n).filter(i -> i % CHOOSING_SHARE == 0).toArray();
    double[] known = Arrays.stream(learnt).mapToDouble(i -> targets[i]).toArray();
    if (n < LEAST_TO_CHOOSE || Arrays.stream(known).distinct().count() < 2) {
      return COSTS[0];
    }
    double best = COSTS[0];
    double least = Double.POSITIVE_INFINITY;
    for (double cost : COSTS) {
      Model model = train(features.selectRows(learnt), known, solver, cost);
      double loss = 0;
      for (int row : judged) {
        double error = Linear.predict(model, nodes(features, row)) - targets[row];
        loss += solver == SolverType.L2R_LR ? (error == 0 ? 0 : 1) : error * error;
      }
      if (loss < least) {
        least = loss;
        best = cost;
      }
    }
    return best;
  }

  private static Model train(Matrix features, double[] targets, SolverType solver, double cost) {
    int n = features.rows();
    Problem problem = new Problem();
    problem.l = n;
    problem.n = features.columns() + 1;
    problem.bias = INTERCEPT;
    problem.x = new Feature[n][];
    problem.y = targets;
    for (int i = 0; i < n; i++) {
      problem.x[i] = nodes(features, i);
    }
    return Linear.train(problem, new Parameter(solver, cost, TOLERANCE, MOST_ITERATIONS, 0));
  }

  private static Feature[] nodes(Matrix features, int row) {
    double[] values = features.row(row);
    int count = (int) Arrays.stream(values).filter(v -> v != 0).count();
    Feature[] nodes = new Feature[count + 1];
    int next = 0;
    for (int j = 0; j < values.length; j++) {
      if (values[j] != 0) {
        nodes[next++] = new FeatureNode(j + 1, values[j]);
      }
    }
    nodes[next] = new FeatureNode(values.length + 1, INTERCEPT);
    return nodes;
  }

  /** The log odds of the greater of two classes. */
  double[] scores(Matrix features) {
    Matrix turned = turned(features, axes);
    double[] scores = new double[features.rows()];
    double[] decision = new double[1];
    double sign = model.getLabels()[0] > model.getLabels()[1] ? 1 : -1;
    for (int i = 0; i < scores.length; i++) {
      Linear.predictValues(model, nodes(turned, i), decision);
      scores[i] = sign * decision[0];
    }
    return scores;
  }

  /** The class, or the number, that is expected of each row. */
  double[] predict(Matrix features) {
    Matrix turned = turned(features, axes);
    double[] predicted = new double[features.rows()];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = shift + unit * Linear.predict(model, nodes(turned, i));
    }
    return predicted;
  }
}
