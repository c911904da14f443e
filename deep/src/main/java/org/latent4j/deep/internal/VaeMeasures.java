package org.latent4j.deep.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.linalg.Matrix;
import org.latent4j.model.ModelTable;

/** What was seen of the codes of the rows of a fit. Immutable. */
public final class VaeMeasures {

  /** Variance over rows from which a unit counts as active (Burda et al. 2016, section 5.2). */
  private static final double ACTIVE = 0.01;

  private final double divergence;
  private final double[] divergences;
  private final double[] variances;
  private final int epochs;

  /**
   * Keeps its arguments.
   *
   * @param divergence mean of KL(q(z|x) ‖ p(z)), nats per row
   * @param divergences the same of each dimension by itself
   * @param variances of the codes of each dimension, divisor n
   * @param epochs passes over the rows
   */
  public VaeMeasures(double divergence, double[] divergences, double[] variances, int epochs) {
    if (divergences.length != variances.length || epochs < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "measures must be of as many dimensions, and epochs at least 0, got %d, %d and %d",
              divergences.length,
              variances.length,
              epochs));
    }
    this.divergence = divergence;
    this.divergences = divergences;
    this.variances = variances;
    this.epochs = epochs;
  }

  public double divergence() {
    return divergence;
  }

  /** The live array, not to be changed. */
  public double[] divergences() {
    return divergences;
  }

  /** The live array, not to be changed. */
  public double[] variances() {
    return variances;
  }

  public int epochs() {
    return epochs;
  }

  public int activeUnits() {
    return (int) Arrays.stream(variances).filter(v -> v > ACTIVE).count();
  }

  public ModelTable table(List<String> names) {
    double[][] rows = new double[names.size()][];
    Arrays.setAll(rows, j -> new double[] {divergences[j], variances[j]});
    return new ModelTable(
        "Latent dimensions", names, List.of("KL (nats)", "variance of codes"), Matrix.ofRows(rows));
  }
}
