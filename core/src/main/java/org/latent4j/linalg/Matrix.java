package org.latent4j.linalg;

import java.util.Arrays;
import java.util.Objects;

/**
 * A dense matrix of doubles in row-major order on the heap: entry (i, j) is {@code values()[i *
 * columns() + j]}.
 *
 * <p>Immutable by convention: every factory but {@link #wrap} copies its argument and every
 * accessor but {@link #values} returns a copy. It may be empty and holds at most 2^31 - 1 values;
 * larger data is visited in blocks of rows. NaN and infinities spread by the rules of IEEE
 * arithmetic.
 *
 * <p>Large products go to OpenBLAS, small ones are computed in plain Java: the shape alone decides.
 */
public final class Matrix {
  private final int rows;
  private final int columns;
  private final double[] values;

  private Matrix(int rows, int columns, double[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  /**
   * Creates a matrix from a copy of its values.
   *
   * @param rows number of rows, at least 0
   * @param columns number of columns, at least 0
   * @param rowMajor the rows·columns values, row after row
   * @return the matrix
   * @throws IllegalArgumentException if a size is negative or the number of values is another one
   */
  public static Matrix of(int rows, int columns, double... rowMajor) {
    return wrap(rows, columns, rowMajor.clone());
  }

  /**
   * Creates a matrix that takes ownership of an array: the caller must not change it any more.
   *
   * @param rows number of rows, at least 0
   * @param columns number of columns, at least 0
   * @param rowMajor the rows·columns values, row after row; not copied
   * @return the matrix
   * @throws IllegalArgumentException if a size is negative or the number of values is another one
   */
  public static Matrix wrap(int rows, int columns, double[] rowMajor) {
    if (rowMajor.length != Shapes.size(rows, columns)) {
      throw Shapes.illegal(
          "rowMajor must hold %d values (%d rows x %d columns), got %d",
          Shapes.size(rows, columns), rows, columns, rowMajor.length);
    }
    return new Matrix(rows, columns, rowMajor);
  }

  /**
   * Creates a matrix from a copy of its rows. No rows give the 0×0 matrix.
   *
   * @param rows the rows, all of one length
   * @return the matrix
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static Matrix ofRows(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    double[] values = new double[Shapes.size(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw Shapes.illegal(
            "rows[%d] must hold %d values (as rows[0]), got %d", i, columns, rows[i].length);
      }
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return new Matrix(rows.length, columns, values);
  }

  /**
   * Creates a matrix of zeros.
   *
   * @param rows number of rows, at least 0
   * @param columns number of columns, at least 0
   * @return the matrix
   */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[Shapes.size(rows, columns)]);
  }

  /**
   * Creates the identity matrix.
   *
   * @param size rows and columns, at least 0
   * @return the matrix
   */
  public static Matrix identity(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return diagonal(ones);
  }

  /**
   * Creates a square matrix that is zero off its diagonal.
   *
   * @param entries the diagonal
   * @return the matrix
   */
  public static Matrix diagonal(double... entries) {
    int size = entries.length;
    double[] values = new double[Shapes.size(size, size)];
    for (int i = 0; i < size; i++) {
      values[i * size + i] = entries[i];
    }
    return new Matrix(size, size, values);
  }

  /**
   * Returns the number of rows.
   *
   * @return rows, at least 0
   */
  public int rows() {
    return rows;
  }

  /**
   * Returns the number of columns.
   *
   * @return columns, at least 0
   */
  public int columns() {
    return columns;
  }

  /**
   * Returns one entry.
   *
   * @param row row, from 0
   * @param column column, from 0
   * @return the entry
   * @throws IndexOutOfBoundsException if there is no such entry
   */
  public double get(int row, int column) {
    return values[Objects.checkIndex(row, rows) * columns + Objects.checkIndex(column, columns)];
  }

  /**
   * Copies one row.
   *
   * @param row row, from 0
   * @return its {@link #columns} entries
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public double[] row(int row) {
    int start = Objects.checkIndex(row, rows) * columns;
    return Arrays.copyOfRange(values, start, start + columns);
  }

  /**
   * Copies one column.
   *
   * @param column column, from 0
   * @return its {@link #rows} entries
   * @throws IndexOutOfBoundsException if there is no such column
   */
  public double[] column(int column) {
    Objects.checkIndex(column, columns);
    double[] copy = new double[rows];
    Arrays.setAll(copy, i -> values[i * columns + column]);
    return copy;
  }

  /**
   * Copies all values, row after row.
   *
   * @return a new array of rows·columns values
   */
  public double[] toArray() {
    return values.clone();
  }

  /**
   * Copies all rows.
   *
   * @return a new array of rows
   */
  public double[][] toRows() {
    double[][] copy = new double[rows][];
    Arrays.setAll(copy, this::row);
    return copy;
  }

  /**
   * Returns the live array behind this matrix, row after row, for kernels that read it. It is not
   * to be changed.
   *
   * @return the array itself, not a copy
   */
  public double[] values() {
    return values;
  }

  /**
   * Returns the transpose.
   *
   * @return a new columns×rows matrix
   */
  public Matrix transpose() {
    return new Matrix(columns, rows, Products.transpose(rows, columns, values));
  }

  /**
   * Multiplies by a matrix on the right.
   *
   * @param right the other factor, with as many rows as this matrix has columns
   * @return this·right
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public Matrix times(Matrix right) {
    Shapes.requireSize("right.rows", right.rows, columns, "columns of the left");
    return new Matrix(rows, right.columns, Products.times(this, right));
  }

  /**
   * Multiplies by the transpose of a matrix on the right.
   *
   * @param right the other factor, with as many columns as this matrix
   * @return this·rightᵀ
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public Matrix timesTransposed(Matrix right) {
    Shapes.requireSize("right.columns", right.columns, columns, "columns of the left");
    return new Matrix(rows, right.rows, Products.timesTransposed(this, right));
  }

  /**
   * Multiplies the transpose of this matrix by a matrix on the right. {@code x.transposedTimes(x)}
   * is exactly symmetric.
   *
   * @param right the other factor, with as many rows as this matrix
   * @return thisᵀ·right
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public Matrix transposedTimes(Matrix right) {
    Shapes.requireSize("right.rows", right.rows, rows, "rows of the left");
    return new Matrix(columns, right.columns, Products.transposedTimes(this, right));
  }

  /**
   * Multiplies by a vector.
   *
   * @param vector a vector of length {@link #columns}
   * @return this·vector, of length {@link #rows}
   * @throws IllegalArgumentException if the length does not fit
   */
  public double[] times(double[] vector) {
    Shapes.requireSize("vector.length", vector.length, columns, "columns of the matrix");
    double[] product = new double[rows];
    for (int i = 0; i < rows; i++) {
      product[i] = ArrayMath.dot(values, i * columns, vector, 0, columns);
    }
    return product;
  }

  /**
   * Adds a matrix.
   *
   * @param other a matrix of the same shape
   * @return this + other
   * @throws IllegalArgumentException if the shapes differ
   */
  public Matrix plus(Matrix other) {
    return plusScaled(1, other);
  }

  /**
   * Subtracts a matrix.
   *
   * @param other a matrix of the same shape
   * @return this - other
   * @throws IllegalArgumentException if the shapes differ
   */
  public Matrix minus(Matrix other) {
    return plusScaled(-1, other);
  }

  /**
   * Multiplies every entry by a number.
   *
   * @param factor the number
   * @return factor·this
   */
  public Matrix scaled(double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return new Matrix(rows, columns, scaled);
  }

  /**
   * Copies the rows from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param from first row
   * @param to row after the last
   * @return a new (to - from)×columns matrix
   * @throws IndexOutOfBoundsException if the range is not within the rows
   */
  public Matrix rowRange(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new Matrix(to - from, columns, Arrays.copyOfRange(values, from * columns, to * columns));
  }

  /**
   * Copies the columns from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @param from first column
   * @param to column after the last
   * @return a new rows×(to - from) matrix
   * @throws IndexOutOfBoundsException if the range is not within the columns
   */
  public Matrix columnRange(int from, int to) {
    Objects.checkFromToIndex(from, to, columns);
    int width = to - from;
    double[] copy = new double[rows * width];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(values, i * columns + from, copy, i * width, width);
    }
    return new Matrix(rows, width, copy);
  }

  /**
   * Copies chosen rows in the given order; a row may be chosen more than once.
   *
   * @param chosen row numbers, from 0
   * @return a new chosen.length×columns matrix
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public Matrix selectRows(int[] chosen) {
    double[] copy = new double[Shapes.size(chosen.length, columns)];
    for (int i = 0; i < chosen.length; i++) {
      int row = Objects.checkIndex(chosen[i], rows);
      System.arraycopy(values, row * columns, copy, i * columns, columns);
    }
    return new Matrix(chosen.length, columns, copy);
  }

  /**
   * Copies chosen columns in the given order; a column may be chosen more than once.
   *
   * @param chosen column numbers, from 0
   * @return a new rows×chosen.length matrix
   * @throws IndexOutOfBoundsException if there is no such column
   */
  public Matrix selectColumns(int[] chosen) {
    double[] copy = new double[Shapes.size(rows, chosen.length)];
    for (int j = 0; j < chosen.length; j++) {
      int column = Objects.checkIndex(chosen[j], columns);
      for (int i = 0; i < rows; i++) {
        copy[i * chosen.length + j] = values[i * columns + column];
      }
    }
    return new Matrix(rows, chosen.length, copy);
  }

  /** Compares shape and entries, those as {@link Double#equals} does: NaN equals NaN. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Matrix that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(values);
  }

  /** Returns the shape, and the rows of a matrix of at most 16 values. */
  @Override
  public String toString() {
    String entries = values.length > 16 ? "" : " " + Arrays.deepToString(toRows());
    return "Matrix " + rows + " x " + columns + entries;
  }

  private Matrix plusScaled(double factor, Matrix other) {
    if (rows != other.rows || columns != other.columns) {
      throw Shapes.illegal(
          "other must be %d x %d (as this matrix), got %d x %d",
          rows, columns, other.rows, other.columns);
    }
    double[] sum = values.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * other.values[i];
    }
    return new Matrix(rows, columns, sum);
  }
}
