package org.latent4j.task;

import org.latent4j.linalg.Matrix;

/**
 * Features of all rows, as heads take them.
 *
 * @param name as it is told
 * @param matrix n×d
 * @param axes how many principal components of the training rows stand for the columns; 0 for the
 *     columns themselves
 * @param unit what a distance is measured in
 */
record FeatureSet(String name, Matrix matrix, int axes, Unit unit) {

  /** In what units columns are, which matters to distances and to principal axes. */
  enum Unit {
    /** All in the same, such as pixels and codes. */
    COMMON,
    /** Each in its own: they are brought to variance 1. */
    OWN,
    /** None that could be compared: neighbours are not asked. */
    NONE
  }

  static FeatureSet of(String name, Matrix matrix, Unit unit) {
    return new FeatureSet(name, matrix, 0, unit);
  }

  /** What stands for looking at no feature. */
  static FeatureSet none(String name) {
    return new FeatureSet(name, Matrix.of(0, 0), 0, Unit.NONE);
  }

  FeatureSet principal(String newName, int count) {
    return new FeatureSet(newName, matrix, count, unit);
  }

  boolean isEmpty() {
    return matrix.columns() == 0;
  }

  int columns() {
    return axes > 0 ? axes : matrix.columns();
  }

  /** The features of all rows, in one unit, by some rows whose labels are not looked at. */
  Matrix inOneUnit(int[] some) {
    Matrix own = unit == Unit.OWN ? RawColumns.standardised(matrix, some) : matrix;
    return axes > 0 ? RawColumns.principalScores(own, some, axes) : own;
  }
}
