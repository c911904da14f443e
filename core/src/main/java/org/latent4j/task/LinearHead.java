package org.latent4j.task;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.latent4j.linalg.Matrix;

/**
 * A linear model on features of about variance 1: logistic regression with a squared penalty, one
 * class against the others, or ridge regression, which is support vector regression with squared
 * loss and a margin of 0. Solved by LIBLINEAR (Fan, Chang, Hsieh, Wang and Lin 2008) by Newton
 * steps in a trust region, without chance. The penalty is chosen from three, by every fourth of the
 * training rows, of 5,000 at most, after learning from the others; below 40 rows it is the middle
 * one.
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

  static {
    Linear.disableDebugOutput();
  }

  private final double shift;
  private final double unit;
  private final Model model;

  private LinearHead(double shift, double unit, Model model) {
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
    return fit(features, classes, SolverType.L2R_LR, 0, 1, COSTS[0]);
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
    double cost = cost(features, targets, solver, shift, unit);
    return fit(features, targets, solver, shift, unit, cost);
  }

  private static double cost(
      Matrix features, double[] targets, SolverType solver, double shift, double unit) {
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
      LinearHead head = fit(features.selectRows(learnt), known, solver, shift, unit, cost);
      double[] predicted = head.predict(features.selectRows(judged));
      double loss = 0;
      for (int i = 0; i < judged.length; i++) {
        double error = predicted[i] - targets[judged[i]];
        loss += solver == SolverType.L2R_LR ? (error == 0 ? 0 : 1) : error * error;
      }
      if (loss < least) {
        least = loss;
        best = cost;
      }
    }
    return best;
  }

  private static LinearHead fit(
      Matrix features,
      double[] targets,
      SolverType solver,
      double shift,
      double unit,
      double cost) {
    int n = features.rows();
    int d = features.columns();
    Problem problem = new Problem();
    problem.l = n;
    problem.n = d + 1;
    problem.bias = INTERCEPT;
    problem.x = new Feature[n][];
    problem.y = new double[n];
    for (int i = 0; i < n; i++) {
      problem.x[i] = nodes(features, i);
      problem.y[i] = (targets[i] - shift) / unit;
    }
    Parameter parameter = new Parameter(solver, cost, TOLERANCE, MOST_ITERATIONS, 0);
    return new LinearHead(shift, unit, Linear.train(problem, parameter));
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
    double[] scores = new double[features.rows()];
    double[] decision = new double[1];
    double sign = model.getLabels()[0] > model.getLabels()[1] ? 1 : -1;
    for (int i = 0; i < scores.length; i++) {
      Linear.predictValues(model, nodes(features, i), decision);
      scores[i] = sign * decision[0];
    }
    return scores;
  }

  /** The class, or the number, that is expected of each row. */
  double[] predict(Matrix features) {
    double[] predicted = new double[features.rows()];
    for (int i = 0; i < predicted.length; i++) {
      predicted[i] = shift + unit * Linear.predict(model, nodes(features, i));
    }
    return predicted;
  }
}
