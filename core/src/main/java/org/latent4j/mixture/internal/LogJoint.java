package org.latent4j.mixture.internal;

/**
 * Evaluates log p(component, x) = log weight + log density of the component for the rows of a
 * block. Belongs to one thread.
 */
public abstract class LogJoint implements AutoCloseable {

  /**
   * Evaluates a block.
   *
   * @param rows row-major, rowCount×d
   * @param rowCount at most the capacity
   * @param logJoint receives rowCount×k values, row-major
   */
  public abstract void evaluate(double[] rows, int rowCount, double[] logJoint);

  @Override
  public void close() {}
}
