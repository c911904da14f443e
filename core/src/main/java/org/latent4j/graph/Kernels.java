package org.latent4j.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.linalg.Tensor;

/** The arithmetic of the operations on a block of rows. */
final class Kernels {

  private Kernels() {}

  /** x·W + b. A row of W is used for all rows of the block while it is in cache. */
  static void affine(Operand x, List<Tensor> constants, Operand out, int rows) {
    double[] weights = constants.get(0).values();
    int v = out.width();
    for (int i = 0; i < rows; i++) {
      if (constants.size() > 1) {
        System.arraycopy(constants.get(1).values(), 0, out.array(), out.start(i), v);
      } else {
        Arrays.fill(out.array(), out.start(i), out.start(i) + v, 0);
      }
    }
    int p = 0;
    for (; p + 4 <= x.width(); p += 4) {
      for (int i = 0; i < rows; i++) {
        addFour(x.array(), x.start(i) + p, weights, p * v, out.array(), out.start(i), v);
      }
    }
    for (; p < x.width(); p++) {
      for (int i = 0; i < rows; i++) {
        double a = x.array()[x.start(i) + p];
        for (int j = 0; j < v; j++) {
          out.array()[out.start(i) + j] += a * weights[p * v + j];
        }
      }
    }
  }

  /** Adds four rows of W, each times a number of x; sums of two are taken first. */
  private static void addFour(
      double[] x, int from, double[] weights, int first, double[] out, int to, int v) {
    double a = x[from];
    double b = x[from + 1];
    double c = x[from + 2];
    double d = x[from + 3];
    int second = first + v;
    int third = second + v;
    int fourth = third + v;
    for (int j = 0; j < v; j++) {
      out[to + j] +=
          (a * weights[first + j] + b * weights[second + j])
              + (c * weights[third + j] + d * weights[fourth + j]);
    }
  }

  static void combine(
      GraphOperation operation, Operand a, Operand b, Operand out, int rows, double[] scratch) {
    int w = out.width();
    for (int i = 0; i < rows; i++) {
      boolean spreadA = a.width() < w;
      boolean spreadB = b.width() < w;
      if (spreadA || spreadB) {
        Operand narrow = spreadA ? a : b;
        Arrays.fill(scratch, 0, w, narrow.array()[narrow.start(i)]);
      }
      combineRow(
          operation,
          spreadA ? scratch : a.array(),
          spreadA ? 0 : a.start(i),
          spreadB ? scratch : b.array(),
          spreadB ? 0 : b.start(i),
          out.array(),
          out.start(i),
          w);
    }
  }

  private static void combineRow(
      GraphOperation operation,
      double[] a,
      int ai,
      double[] b,
      int bi,
      double[] out,
      int to,
      int w) {
    switch (operation) {
      case ADD -> {
        for (int j = 0; j < w; j++) {
          out[to + j] = a[ai + j] + b[bi + j];
        }
      }
      case SUBTRACT -> {
        for (int j = 0; j < w; j++) {
          out[to + j] = a[ai + j] - b[bi + j];
        }
      }
      case MULTIPLY -> {
        for (int j = 0; j < w; j++) {
          out[to + j] = a[ai + j] * b[bi + j];
        }
      }
      case DIVIDE -> {
        for (int j = 0; j < w; j++) {
          out[to + j] = a[ai + j] / b[bi + j];
        }
      }
      default -> throw new IllegalStateException(operation + " does not combine two values");
    }
  }

  static void map(GraphOperation operation, Operand x, Operand out, int rows) {
    for (int i = 0; i < rows; i++) {
      double[] from = x.array();
      double[] to = out.array();
      for (int p = x.start(i), q = out.start(i), end = q + out.width(); q < end; p++, q++) {
        to[q] = map(operation, from[p]);
      }
    }
  }

  private static double map(GraphOperation operation, double x) {
    return switch (operation) {
      case NEGATE -> -x;
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case RELU -> Math.max(x, 0);
      case TANH -> Math.tanh(x);
      case SIGMOID -> sigmoid(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      default -> throw new IllegalStateException(operation + " does not map numbers");
    };
  }

  private static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    double e = Math.exp(x);
    return e / (1 + e);
  }

  static void reduce(GraphOperation operation, Operand x, Operand out, int rows) {
    for (int i = 0; i < rows; i++) {
      int from = x.start(i);
      int to = from + x.width();
      out.array()[out.start(i)] =
          switch (operation) {
            case SUM -> sum(x.array(), from, to);
            case SQUARE_SUM -> squareSum(x.array(), from, to);
            case MAX -> max(x.array(), from, to);
            case LOG_SUM_EXP -> logSumExp(x.array(), from, to);
            default -> throw new IllegalStateException(operation + " does not reduce rows");
          };
    }
  }

  private static double sum(double[] x, int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      sum += x[j];
    }
    return sum;
  }

  private static double squareSum(double[] x, int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      sum += x[j] * x[j];
    }
    return sum;
  }

  private static double max(double[] x, int from, int to) {
    double max = x[from];
    for (int j = from + 1; j < to; j++) {
      max = Math.max(max, x[j]);
    }
    return max;
  }

  private static double logSumExp(double[] x, int from, int to) {
    double max = max(x, from, to);
    if (Double.isInfinite(max)) {
      return max;
    }
    double sum = 0;
    for (int j = from; j < to; j++) {
      sum += Math.exp(x[j] - max);
    }
    return max + Math.log(sum);
  }

  static void softmax(Operand x, Operand out, int rows) {
    for (int i = 0; i < rows; i++) {
      int from = x.start(i);
      int to = out.start(i);
      double max = max(x.array(), from, from + x.width());
      double sum = 0;
      for (int j = 0; j < x.width(); j++) {
        double e = Math.exp(x.array()[from + j] - max);
        out.array()[to + j] = e;
        sum += e;
      }
      for (int j = 0; j < x.width(); j++) {
        out.array()[to + j] /= sum;
      }
    }
  }

  static void copy(Operand x, int from, int width, Operand out, int to, int rows) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(x.array(), x.start(i) + from, out.array(), out.start(i) + to, width);
    }
  }

  static void keepGreatest(Operand x, Tensor counts, Operand out, int rows) {
    int k = (int) counts.values()[0];
    int m = (int) counts.values()[1];
    for (int i = 0; i < rows; i++) {
      int to = out.start(i);
      System.arraycopy(x.array(), x.start(i), out.array(), to, out.width());
      double[] sorted = Arrays.copyOfRange(out.array(), to, to + m);
      Arrays.sort(sorted);
      for (int j = to; j < to + m; j++) {
        out.array()[j] = out.array()[j] < sorted[m - k] ? 0 : out.array()[j];
      }
    }
  }

  static void gather(Operand x, Tensor table, Operand out, int rows) {
    for (int i = 0; i < rows; i++) {
      double index = x.array()[x.start(i)];
      int to = out.start(i);
      if (Double.isNaN(index)) {
        Arrays.fill(out.array(), to, to + out.width(), Double.NaN);
      } else if (index >= 0 && index < table.size(0) && index == Math.rint(index)) {
        System.arraycopy(table.values(), ((int) index) * out.width(), out.array(), to, out.width());
      } else {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the index of a gather must be a whole number from 0 to %d, got %s",
                table.size(0) - 1,
                index));
      }
    }
  }
}
