package org.latent4j.linear;

/**
 * A way to the principal axes of n rows of d features. All but {@link #RANDOMISED} give the same
 * axes, to rounding.
 */
public enum Route {
  /**
   * The cheapest of the exact ones, by the operations it takes; or the randomised one, where the
   * exact ones would take more than 10¹¹ operations and five times as many.
   */
  AUTO,

  /**
   * Eigenvectors of the d×d covariance matrix, which is counted in one pass: the rows are never in
   * memory together. It squares the condition number, so that axes whose singular value is below
   * 1e-8 of the largest are lost in rounding. n·d² operations for the matrix, 10·d³ for all axes,
   * 4·d³ for an eighth of them or fewer.
   */
  COVARIANCE,

  /**
   * Eigenvectors of the n×n matrix of inner products of the centred rows, for more features than
   * rows. It squares the condition number too. n²·d operations for the matrix, 10·n³ for all axes,
   * 4·n³ for an eighth of them or fewer, 2·n·d·q + 8·d·q² + 20·q³ to carry them back.
   */
  GRAM,

  /**
   * Thin singular value decomposition of the centred rows, the most exact: singular values down to
   * 1e-15 of the largest. With m the lesser of n and d, 8·n·d·m + 20·m³ operations.
   */
  SVD,

  /**
   * Random projection with power iterations (Halko, Martinsson and Tropp 2011,
   * doi:10.1137/090771806), for few axes of very many features and rows. An axis is exact to
   * rounding where the variances beyond the q greatest are clearly smaller, and slightly short of
   * its variance where they are not. 80·n·d·(q + 10) operations, since thin products run at a
   * quarter of the speed of square ones.
   */
  RANDOMISED
}
