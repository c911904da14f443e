package org.latent4j.mixture.internal;

/**
 * Evaluates (x − μ)ᵀ·Σ⁻¹·(x − μ) of all components for the rows of a block. Belongs to one thread.
 */
public abstract class SquaredDistances implements AutoCloseable {

  /**
   * Evaluates a block.
   *
   * @param rows row-major, rowCount×d
   * @param rowCount at most the capacity
   * @param squaredDistances receives rowCount×k values, row-major
   */
  public abstract void evaluate(double[] rows, int rowCount, double[] squaredDistances);

  @Override
  public void close() {}
}
